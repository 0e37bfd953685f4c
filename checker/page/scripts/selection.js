// Where one is in the changes, and which lines are selected.

import { $, $$, say } from './dom.js';
import { codeOf, files, isChanged, placeOf } from './files.js';

/** @typedef {import('./files.js').FileView} FileView */
/** @typedef {import('./files.js').Place} Place */
/** @typedef {{ file: FileView, s: import('./files.js').Column, first: number, last: number }} Range */

/**
 * `current` is the row that keys go on from, `anchor` where a selection by keys began, `drag` where
 * one by the mouse did.
 * @type {{ current: Element | null, range: Range | null, anchor: Place | null, drag: Place | null }}
 */
export const at = { current: null, range: null, anchor: null, drag: null };

/** The button that stands at the line under the mouse; its text is no part of the line. */
export const plus = document.createElement('button');

/** @param {Element | null} cell */
const textOf = (cell) =>
  [...(cell?.childNodes ?? [])]
    .filter((each) => each !== plus)
    .map((each) => each.textContent)
    .join('');

export function paint() {
  for (const cell of $$('.sel')) cell.classList.remove('sel');
  const { range } = at;
  for (let n = range?.first ?? 0; range && n <= range.last; n += 1) {
    const row = range.file.shown(range.s, n);
    range.file.rows.get(`${range.s}${n}`)?.classList.add('sel');
    if (row) codeOf(row, range.s)?.classList.add('sel');
  }
}

export function unselect() {
  at.range = null;
  at.anchor = null;
  paint();
}

/**
 * @param {Place} from
 * @param {Place} to another line of the same file and side, else it is left out
 */
export function select(from, to = from) {
  const other = to.file === from.file && to.s === from.s ? to.line : from.line;
  at.range = {
    file: from.file,
    s: from.s,
    first: Math.min(from.line, other),
    last: Math.max(from.line, other),
  };
  paint();
}

/**
 * @param {Element} row
 * @param {ScrollLogicalPosition | null} scroll
 */
export function setCurrent(row, scroll = 'nearest') {
  at.current?.classList.remove('cur');
  at.current = row;
  row.classList.add('cur');
  if (scroll) row.scrollIntoView({ block: scroll });
  const place = placeOf(row);
  if (!place) return;
  const line = `${place.s === 'L' ? 'old line' : 'line'} ${place.line}`;
  say(`${changeOf(row)}${line}: ${textOf(codeOf(row, place.s))}`);
}

/** @param {Element} row */
function changeOf(row) {
  if (row.matches('.add') || $('td.add', row)) return 'added, ';
  return isChanged(row) ? 'removed, ' : '';
}

/** After the files were drawn anew, go on in the new ones at the same lines. */
export function carryOver() {
  at.current = null;
  at.range = renewed(at.range);
  at.anchor = renewed(at.anchor);
  at.drag = renewed(at.drag);
  paint();
}

/**
 * @template {{ file: FileView }} T
 * @param {T | null} old
 * @returns {T | null}
 */
function renewed(old) {
  const file = old && files.get(old.file.number);
  return file ? { ...old, file } : null;
}

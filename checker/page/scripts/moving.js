// Go from line to line, from change to change and from file to file.

import { $, $$, around, say } from './dom.js';
import { fileOf, files, isChanged, partOf, placeOf } from './files.js';
import { showLine } from './gaps.js';
import { at, select, setCurrent, unselect } from './selection.js';
import { numberOf } from './state.js';
import { showTab } from './tabs.js';

/** @typedef {import('./files.js').FileView} FileView */
/** @typedef {import('./files.js').Part} Part */

/**
 * Return the next row in a direction; parts on the way are fetched, folded files are passed by.
 * @param {Element} row
 * @param {number} by
 * @returns {Promise<Element | null>}
 */
async function next(row, by) {
  const sibling = by > 0 ? 'nextElementSibling' : 'previousElementSibling';
  for (let beside = row[sibling]; beside; beside = beside[sibling]) {
    if (beside.matches('tr.r')) return beside;
  }
  for (let part = partBeside(partOf(row), by); part; part = partBeside(part, by)) {
    await part.file.load(part);
    const rows = $$('tr.r', part.element);
    if (rows.length) return by > 0 ? rows[0] : rows[rows.length - 1];
  }
  return null;
}

/**
 * Return the part that follows in a direction, in this file or in the next that is unfolded.
 * @param {Part} part
 * @param {number} by
 * @returns {Part | null}
 */
function partBeside(part, by) {
  const beside = part.file.parts[part.file.parts.indexOf(part) + by];
  if (beside) return beside;
  const order = [...files.values()];
  for (let n = order.indexOf(part.file) + by; order[n]; n += by) {
    const { folded, parts } = order[n];
    if (!folded && parts.length) return parts[by > 0 ? 0 : parts.length - 1];
  }
  return null;
}

/** @param {FileView | undefined} file */
async function firstRow(file) {
  if (!file?.parts.length) return null;
  await file.load(file.parts[0]);
  return $('tr.r', file.parts[0].element);
}

async function start() {
  for (const file of files.values()) {
    const row = file.folded ? null : await firstRow(file);
    if (row) return row;
  }
  return null;
}

/**
 * Go to the next line in a direction, selecting on the way if asked for.
 * @param {number} by
 */
export async function step(by, extend = false) {
  const before = at.current;
  const row = before ? await next(before, by) : await start();
  if (!row) return;
  if (!extend || !before) {
    unselect();
    setCurrent(row);
    return;
  }
  at.anchor ??= placeOf(before);
  setCurrent(row);
  const to = at.anchor && placeOf(row, at.anchor.s);
  if (at.anchor && to) select(at.anchor, to);
}

/**
 * Go to the first line of the next change in a direction.
 * @param {number} by
 */
export async function stepChange(by) {
  const row = by > 0 ? await changeFrom(by) : await beginning(await changeFrom(by));
  if (!row) return;
  unselect();
  setCurrent(row, 'center');
}

/**
 * Return the first changed row in a direction, after the change that one is in.
 * @param {number} by
 */
async function changeFrom(by) {
  /** @type {Element | null} */
  let row = at.current ?? (await start());
  const file = row?.closest('.file');
  if (at.current) {
    while (row && isChanged(row) && row.closest('.file') === file) row = await next(row, by);
  }
  while (row && !isChanged(row)) row = await next(row, by);
  return row;
}

/**
 * Return the first row of the change that a row is in.
 * @param {Element | null} row
 */
async function beginning(row) {
  let first = row;
  for (let before = row; first && before && isChanged(before); before = await next(first, -1)) {
    if (around(before, '.file') !== around(first, '.file')) break;
    first = before;
  }
  return first;
}

/** @param {FileView | undefined} file */
export async function goToFile(file) {
  if (!file) return;
  showTab('files');
  file.element.scrollIntoView();
  const row = file.folded ? null : await firstRow(file);
  if (row) setCurrent(row, null);
  file.element.scrollIntoView();
  say(`File ${file.path}`);
}

/**
 * Go to the line that a tool names.
 * @param {HTMLElement} button
 */
export async function goToPlace({ dataset }) {
  const file = files.get(numberOf(dataset.path ?? ''));
  const line = Number(dataset.line);
  if (!file) return;
  showTab('files');
  const row = (await file.row('R', line)) ?? (await showLine(file, 'R', line));
  if (row) setCurrent(row, 'center');
  else file.element.scrollIntoView();
}

/**
 * Return the file that follows in a direction.
 * @param {number} by
 */
export function fileBeside(by) {
  const order = [...files.values()];
  return at.current ? order[order.indexOf(fileOf(at.current)) + by] : order[0];
}

/** Return the file that one is in, else the first. */
export const here = () => (at.current ? fileOf(at.current) : [...files.values()][0]);

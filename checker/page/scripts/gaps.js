// Lines between the changes, which are shown when they are asked for.

import { $, $$, around, say } from './dom.js';
import { rowsCame } from './events.js';
import { fileOf, partOf } from './files.js';
import { at, setCurrent } from './selection.js';
import { offer } from './toast.js';

/** @typedef {import('./files.js').FileView} FileView */

const FEW_LINES = 20;
const LINES_AT_ONCE = 500;
const AROUND_LINES = 5;

/**
 * Return the first and the last line that a gap hides.
 * @param {HTMLElement} header
 */
const hidden = (header) => [Number(header.dataset.first), Number(header.dataset.last)];

/**
 * Show lines of the gap that a button stands in.
 * @param {HTMLElement} button
 */
export async function expand(button) {
  const header = around(button, 'tr');
  const [first, last] = hidden(header);
  const end = !header.nextSibling;
  const from = button.dataset.how === 'up' ? last - FEW_LINES + 1 : first;
  const to = button.dataset.how === 'down' ? first + FEW_LINES - 1 : last;
  await reveal(partOf(button).file, header, from, to);
  say(`${to - from + 1} more lines`);
  if (header.isConnected && !end) $('button', header)?.focus();
}

/**
 * Show some lines of a gap; what is left of it stays a gap above and below them.
 * @param {FileView} file
 * @param {HTMLElement} header
 * @param {number} from
 * @param {number} to
 */
async function reveal(file, header, from, to) {
  const [first, last] = hidden(header);
  const shown = [];
  for (let line = from; line <= to; line += LINES_AT_ONCE) {
    shown.push(...(await file.context(line, Math.min(line + LINES_AT_ONCE - 1, to))));
  }
  if (to < last) {
    header.before(...above(header, first, from), ...shown);
    narrow(header, to + 1, last);
  } else {
    header.after(...shown);
    if (from > first) narrow(header, first, from - 1);
    else header.remove();
  }
  for (const row of shown) file.index(row);
  if (!file.commit) rowsCame.tell(file);
}

/**
 * Return the gap that stays above the lines that are shown, if any.
 * @param {HTMLElement} header
 * @param {number} first
 * @param {number} from
 */
function above(header, first, from) {
  if (from === first) return [];
  const gap = /** @type {HTMLElement} */ (header.cloneNode(true));
  $('span', gap)?.remove();
  narrow(gap, first, from - 1);
  return [gap];
}

/**
 * @param {HTMLElement} header
 * @param {number} first
 * @param {number} last
 */
function narrow(header, first, last) {
  const lines = last - first + 1;
  header.dataset.first = String(first);
  header.dataset.last = String(last);
  for (const button of $$('.more', header)) {
    if (button.dataset.how === 'all') {
      button.textContent = `Show ${lines} hidden line${lines > 1 ? 's' : ''}`;
    } else if (lines <= FEW_LINES) button.remove();
  }
}

/**
 * Show the line that a thread is about.
 * @param {HTMLElement} button
 */
export async function revealLine(button) {
  const key = around(button, '.thread').dataset.key ?? '';
  const row = await showLine(fileOf(button), key[0] === 'L' ? 'L' : 'R', Number(key.slice(1)));
  if (row) setCurrent(row, 'center');
  else offer('This line is further away: show the lines around it first.', null);
}

/**
 * Show a line that the changes leave out, with some around it, and return its row.
 * @param {FileView} file
 * @param {import('./files.js').Column} s
 * @param {number} line
 */
export async function showLine(file, s, line) {
  for (const part of file.parts) await file.load(part);
  for (const header of $$('tr.hunk[data-first]', file.element)) {
    const [first, last] = hidden(header);
    if (s === 'R' && first <= line && line <= last) {
      const from = Math.max(first, line - AROUND_LINES);
      await reveal(file, header, from, Math.min(last, line + AROUND_LINES));
    }
  }
  return file.shown(s, line);
}

/** Show more lines above the current one. */
export async function moreAround() {
  const { current } = at;
  if (!current) return;
  const headers = $$('tr.hunk[data-first]', around(current, '.body'));
  const before = headers.findLast(
    (each) => each.compareDocumentPosition(current) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const button = before && ($('[data-how=up]', before) ?? $('[data-how=all]', before));
  if (button) await expand(button);
}

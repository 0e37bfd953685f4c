// Go from comment to comment, wherever they are.

import { $$, around, need, say } from './dom.js';
import { files, viewOf } from './files.js';
import { at, setCurrent, unselect } from './selection.js';
import { kept, numberOf } from './state.js';
import { forms } from './threads.js';

/** @typedef {import('./state.js').Comment} Comment */
/** @typedef {import('./state.js').Draft} Draft */

/** @type {Element | null} the line that the last visit led to */
let led = null;

/** Fetch the parts that hold comments, so that all of them are there. */
async function fetchAll() {
  const drafts = [...forms.values()].map((form) => form.draft);
  await Promise.all([...kept.comments, ...drafts].map(fetchOne));
}

/** @param {Comment | Draft} about */
async function fetchOne({ path, line, side }) {
  const file = files.get(numberOf(path));
  if (!file || !line) return;
  const part = file.waiting(side === 'LEFT' ? 'L' : 'R', line);
  if (part) await file.load(part);
}

/**
 * Return the number of the comment to go to: beside the one that has the focus, unless one has
 * moved on since, else beside the current line.
 * @param {HTMLElement[]} stops
 * @param {number} by
 */
function beside(stops, by) {
  const now = stops.findIndex((each) => each.contains(document.activeElement));
  if (now >= 0 && (!led || led === at.current)) return now + by;
  const { current } = at;
  if (!current?.isConnected) return by > 0 ? 0 : stops.length - 1;
  const after = stops.findIndex(
    (each) => current.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const next = after < 0 ? stops.length : after;
  return by > 0 ? next : next - 1;
}

/**
 * Return the row of the line that a comment is on, if it is on one.
 * @param {Element} stop
 */
function rowOf(stop) {
  let row = stop.closest('tr.th')?.previousElementSibling;
  while (row && !row.matches('tr.r')) row = row.previousElementSibling;
  return row;
}

/**
 * Go to the next comment or draft in a direction; its file is unfolded.
 * @param {number} by
 */
export async function stepComment(by) {
  await fetchAll();
  const stops = $$('.card, .cf', need('#p-files'));
  const to = stops[beside(stops, by)];
  if (!to) {
    say(stops.length ? 'There is no further comment.' : 'There is no comment yet.');
    return;
  }
  if (to.closest('.file')) viewOf(around(to, '.file')).fold(false);
  const row = rowOf(to);
  unselect();
  if (row) setCurrent(row, null);
  led = at.current;
  to.scrollIntoView({ block: 'center' });
  to.focus({ preventScroll: true });
}

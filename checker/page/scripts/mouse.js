// Select lines with the mouse, and comment on them when it is let go.

import { writeOn } from './comments.js';
import { around, need, on } from './dom.js';
import { codeOf, placeOf } from './files.js';
import { at, plus, select, setCurrent } from './selection.js';
import { over } from './state.js';

/** @typedef {import('./files.js').Column} Column */
/** @typedef {import('./files.js').Place} Place */

Object.assign(plus, { className: 'plus', textContent: '+', type: 'button', tabIndex: -1 });
plus.setAttribute('aria-hidden', 'true');

/** @param {Element} target */
function placeUnder(target) {
  const cell = target.closest('#files td.n[data-n], #files tr.r td.c');
  if (!(cell instanceof HTMLElement)) return null;
  return placeOf(around(cell, 'tr'), cell.dataset.s);
}

/** @param {PointerEvent} event */
function enter(event) {
  const place = placeUnder(on(event));
  if (!place) return;
  if (at.drag) {
    const to = placeOf(around(on(event), 'tr'), at.drag.s);
    if (to) select(at.drag, to);
    return;
  }
  const row = place.file.shown(place.s, place.line);
  if (row && !over() && event.pointerType === 'mouse') codeOf(row, place.s)?.append(plus);
}

/** @param {PointerEvent} event */
function press(event) {
  const handle = on(event).closest('.plus, td.n[data-n]');
  if (!handle || event.button || over()) return;
  const place = placeUnder(around(handle, 'td'));
  if (!place) return;
  event.preventDefault();
  at.drag = (event.shiftKey && beginning(place.s)) || place;
  select(at.drag, place);
}

/**
 * Return where a selection that is extended began.
 * @param {Column} s
 * @returns {Place | null}
 */
function beginning(s) {
  if (at.range) return { file: at.range.file, s: at.range.s, line: at.range.first };
  return at.current && placeOf(at.current, s);
}

function release() {
  if (!at.drag) return;
  at.drag = null;
  if (!at.range) return;
  const row = at.range.file.shown(at.range.s, at.range.last);
  if (row) setCurrent(row, null);
  writeOn(at.range);
}

export function watchMouse() {
  need('#files').addEventListener('pointerover', enter);
  need('#files').addEventListener('pointerdown', press);
  addEventListener('pointerup', release);
}

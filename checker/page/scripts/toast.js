// What just happened, and how to undo it.

import { need, say } from './dom.js';

/** How long it stays, unless somebody points at it or is in it; z still undoes afterwards. */
const SHOWN_MS = 10_000;

/** @type {(() => unknown) | null} */
let undoing = null;
let going = 0;

/**
 * @param {string} text
 * @param {(() => unknown) | null} undo
 */
export function offer(text, undo) {
  undoing = undo;
  need('#toasttext').textContent = text;
  need('#undo').hidden = !undo;
  need('#toast').hidden = false;
  leaveSoon();
  say(undo ? `${text} Press z to undo.` : text);
}

function leaveSoon() {
  clearTimeout(going);
  going = window.setTimeout(() => {
    if (need('#toast').matches(':hover, :focus-within')) leaveSoon();
    else need('#toast').hidden = true;
  }, SHOWN_MS);
}

export function dismiss() {
  undoing = null;
  clearTimeout(going);
  need('#toast').hidden = true;
}

export async function undo() {
  const work = undoing;
  dismiss();
  await work?.();
}

// What just happened, and how to undo it.

import { need, say } from './dom.js';

/** @type {(() => unknown) | null} */
let undoing = null;

/**
 * @param {string} text
 * @param {(() => unknown) | null} undo
 */
export function offer(text, undo) {
  undoing = undo;
  need('#toasttext').textContent = text;
  need('#undo').hidden = !undo;
  need('#toast').hidden = false;
  say(undo ? `${text} Press z to undo.` : text);
}

export function dismiss() {
  undoing = null;
  need('#toast').hidden = true;
}

export async function undo() {
  const work = undoing;
  dismiss();
  await work?.();
}

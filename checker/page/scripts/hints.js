// Hints at a price: what was taken, and the button that takes the next one.

import { make, need, needAs } from './dom.js';
import { ask } from './server.js';

/** @typedef {{ text: string }} Hint */

const dialog = needAs(HTMLDialogElement, '#dhints');

/** @param {Hint[]} hints */
function show(hints) {
  need('#hintlist').replaceChildren(...hints.map(({ text }) => make('li', { textContent: text })));
  need('#nohints').hidden = hints.length > 0;
}

/** Open the dialog with the hints that were taken. */
export async function openHints() {
  need('.err', dialog).textContent = '';
  dialog.showModal();
  show((await ask('GET', 'hints')).hints);
}

/** Take the next hint; the dialog says why there is none. */
export async function takeHint() {
  const button = needAs(HTMLButtonElement, '#takehint');
  const error = need('.err', dialog);
  error.textContent = '';
  button.disabled = true;
  button.textContent = 'Comparing your comments …';
  try {
    show((await ask('POST', 'hints')).hints);
  } catch (refusal) {
    error.textContent = /** @type {Error} */ (refusal).message;
  }
  button.disabled = false;
  button.textContent = 'Take the next hint';
}

// Say what went wrong in work that nobody waits for.

import { stale } from './events.js';
import { offer } from './toast.js';

/** @typedef {import('./server.js').Refusal} Refusal */

/**
 * Wait for work; its failure is shown, and what another window did meanwhile is taken in.
 * @param {unknown} work
 */
export async function safely(work) {
  try {
    await work;
  } catch (error) {
    const { code, message } = /** @type {Partial<Refusal> & Error} */ (error);
    offer(message, null);
    if (code === 'conflict') stale.tell();
  }
}

/**
 * Do work safely.
 * @param {() => unknown} work
 */
export const attempt = (work) => safely((async () => work())());

// Ask the server, and notice when it has gone.

import { need } from './dom.js';

const GONE =
  'messypr review has stopped. Start it again and open the new address: all that was kept is' +
  ' there. What you type from here on stays in this window only.';

export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** How often this window has changed something, begun or done. */
let changes = 0;

export const writes = () => changes;

/**
 * Return what the server answers: the value of its JSON, or text.
 * @param {'GET' | 'POST' | 'PUT' | 'DELETE'} method
 * @param {string} path
 * @param {object} [fields]
 * @returns {Promise<any>}
 */
export async function ask(method, path, fields) {
  if (method !== 'GET') changes += 1;
  const response = await answer(method, path, fields);
  gone(response.status === 403);
  if (response.status === 403) throw new Refusal('gone', 'The server was started again.');
  if (method !== 'GET') changes += 1;
  const known = response.headers.get('content-type')?.includes('json');
  const said = known ? await response.json() : await response.text();
  if (response.ok) return said;
  throw new Refusal(said.error?.code ?? 'failed', said.error?.message ?? 'The server failed.');
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [fields]
 */
async function answer(method, path, fields) {
  try {
    return await fetch(path, { method, body: fields && JSON.stringify(fields) });
  } catch {
    gone(true);
    throw new Refusal('gone', 'The server does not answer.');
  }
}

/** @param {boolean} is */
function gone(is) {
  const banner = need('#banner');
  if (is === !banner.hidden) return;
  banner.hidden = !is;
  banner.textContent = is ? GONE : '';
}

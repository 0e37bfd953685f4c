// Ask the server, and notice when it has gone.

import { need } from './dom.js';

const UNKEPT = 'Until then what you type stays in this window only.';
const GONE =
  'messypr review has stopped. Start it again, and this window goes on by itself. If it prints' +
  ` another address, open that: all that was kept is there. ${UNKEPT}`;
const OTHER =
  'At this address is another round now. Start messypr review in the folder of this one: its page' +
  ` has all that was kept. ${UNKEPT}`;

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
  warn(response.status === 403 ? OTHER : '');
  if (response.status === 403) throw new Refusal('gone', 'another round is at this address');
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
    warn(GONE);
    throw new Refusal('gone', 'the server does not answer');
  }
}

/** @param {string} text why nothing can be kept, "" if it can */
function warn(text) {
  const banner = need('#banner');
  if (text === banner.textContent) return;
  banner.hidden = !text;
  banner.textContent = text;
}

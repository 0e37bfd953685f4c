// Text that is kept on the server at every key press, in the order in which it was typed.

import { ask, writes } from './server.js';

/** @typedef {import('./server.js').Refusal} Refusal */
/** @typedef {import('./state.js').Draft} Draft */

const AGAIN_MS = 1000;

/** @type {(draft: Partial<Draft>) => Draft} */
export const newDraft = (draft) => ({
  id: [...crypto.getRandomValues(new Uint8Array(6))]
    .map((each) => each.toString(16).padStart(2, '0'))
    .join(''),
  path: null,
  start_line: null,
  line: null,
  side: 'RIGHT',
  severity: null,
  body: '',
  edits: '',
  kind: '',
  version: 0,
  ...draft,
});

export class Writing {
  /**
   * @param {Draft} draft
   * @param {HTMLTextAreaElement} area
   * @param {HTMLElement} status
   */
  constructor(draft, area, status) {
    this.draft = draft;
    this.area = area;
    this.status = status;
    this.dirty = false;
    this.closed = false;
    /** Whether another window has changed the draft, so that somebody must choose. */
    this.quarreling = false;
    /** @type {Promise<void> | null} */
    this.busy = null;
    /** How often this window had changed something when the text was last typed or kept. */
    this.touched = writes();
    area.addEventListener('input', () => this.typed());
  }

  typed() {
    this.dirty = true;
    this.touched = writes();
    this.status.textContent = 'keeping …';
    this.keep();
  }

  /** @returns {Draft} */
  get fields() {
    return { ...this.draft, body: this.area.value };
  }

  /** Whether there is something to be kept that may be. */
  get #open() {
    return this.dirty && !this.closed && !this.quarreling;
  }

  keep() {
    this.busy ??= this.#pump().finally(() => {
      this.busy = null;
      if (this.#open) this.keep();
    });
    return this.busy;
  }

  async #pump() {
    while (this.#open) {
      this.dirty = false;
      try {
        const answer = await ask('PUT', 'drafts', this.fields);
        this.draft.version = answer.draft.version;
        if (!this.dirty) this.status.textContent = this.area.value.trim() ? 'kept' : '';
      } catch (error) {
        const { code, message } = /** @type {Partial<Refusal> & Error} */ (error);
        if (code === 'conflict') {
          this.quarreling = true;
          this.quarrel();
          return;
        }
        this.dirty = true;
        this.status.textContent =
          code === 'gone' ? 'not kept: the server does not answer' : message;
        await new Promise((resolve) => {
          setTimeout(resolve, AGAIN_MS);
        });
      }
      this.touched = writes();
    }
  }

  /** Let somebody choose between this text and that of another window. */
  quarrel() {}

  /** Whether nothing of this window is on its way, and nothing is to be decided. */
  get idle() {
    return !this.dirty && !this.busy && !this.quarreling;
  }

  /** @param {Draft} draft */
  take(draft) {
    this.draft = { ...draft };
    this.area.value = draft.body;
  }
}

// Text that is kept on the server at every key press, in the order in which it was typed.

import { ask, writes } from './server.js';

/** @typedef {import('./server.js').Refusal} Refusal */
/** @typedef {import('./state.js').Draft} Draft */

const AGAIN_MS = 1000;

/** What may end by itself, so that trying again can help. */
const PASSING = ['gone', 'failed'];

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
    /** Why the text is not kept, "" if it is or nobody knows yet. */
    this.failure = '';
    this.again = 0;
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
    if (!this.failure) this.status.textContent = 'keeping …';
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

  /**
   * Send what is typed. Once this ends all of it is kept, or `failure` says why not; what can be
   * tried again is then tried again by itself, but whoever waited here waits no more.
   */
  keep() {
    clearTimeout(this.again);
    this.busy ??= this.#pump().finally(() => {
      this.busy = null;
      if (this.#open && !this.failure) this.keep();
    });
    return this.busy;
  }

  async #pump() {
    while (this.#open) {
      this.dirty = false;
      try {
        const answer = await ask('PUT', 'drafts', this.fields);
        this.draft.version = answer.draft.version;
        this.#say('', this.dirty ? 'keeping …' : this.area.value.trim() && 'kept');
      } catch (error) {
        if (this.#refused(/** @type {Partial<Refusal> & Error} */ (error))) return;
      }
      this.touched = writes();
    }
  }

  /**
   * Take in that a text was not kept; return whether to leave it at that for now.
   * @param {Partial<Refusal> & Error} refusal
   */
  #refused({ code, message }) {
    if (code === 'conflict') {
      this.quarreling = true;
      this.quarrel();
      return true;
    }
    if (this.dirty) return false; // it was about a text that has changed since
    this.dirty = true;
    this.#say(message, `not kept: ${message}`);
    if (PASSING.includes(code ?? 'failed')) {
      this.again = window.setTimeout(() => this.keep(), AGAIN_MS);
    }
    return true;
  }

  /**
   * @param {string} failure
   * @param {string} text
   */
  #say(failure, text) {
    this.failure = failure;
    this.status.textContent = text;
    this.status.classList.toggle('bad', Boolean(failure));
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

// The kind of fault that a comment means: a field, and the likeliest kinds to choose by one key.

import { $$, make, need, needAs, say } from './dom.js';
import { ask } from './server.js';

/** @typedef {import('./state.js').Draft} Draft */
/** @typedef {{ name: string, summary: string }} Offer */

const PAUSE_MS = 250;
const NONE = '-';

export class KindField {
  /**
   * @param {HTMLElement} form
   * @param {() => Draft} fields
   */
  constructor(form, fields) {
    this.field = needAs(HTMLInputElement, '[name=kind]', form);
    this.box = need('.offers', form);
    this.fields = fields;
    /** @type {(kind: string) => unknown} what is done with a kind that somebody chose */
    this.chosen = () => {};
    /** @type {Offer[]} */
    this.offers = [];
    this.asked = 0;
    this.pause = 0;
    this.field.addEventListener('input', () => this.#take(this.field.value.trim()));
    this.field.addEventListener('keydown', (event) => this.#key(event));
    this.field.addEventListener('focus', () => this.ask(0));
  }

  /** @param {string} kind */
  show(kind) {
    if (document.activeElement !== this.field) this.field.value = kind;
    this.#mark();
    this.ask(0);
  }

  /** Ask for the likeliest kinds, once nobody has typed for a moment. */
  ask(after = PAUSE_MS) {
    clearTimeout(this.pause);
    this.box.ariaBusy = 'true';
    this.pause = window.setTimeout(() => this.#fetch(), after);
  }

  async #fetch() {
    this.asked += 1;
    const { asked } = this;
    const draft = this.fields();
    /** @type {Offer[]} */
    let offers = [];
    if (draft.body.trim()) {
      try {
        ({ offers } = await ask('POST', 'offers', draft));
      } catch {
        // Any kind can still be typed; the banner says that the server is gone.
      }
    }
    if (asked !== this.asked) return;
    this.box.ariaBusy = 'false';
    this.offers = offers;
    this.#draw();
  }

  #draw() {
    const names = $$('button', this.box).map((each) => each.dataset.kind);
    if (String(names) === String(this.offers.map(({ name }) => name))) return;
    this.box.replaceChildren(...this.offers.map((offer, index) => this.#chip(offer, index + 1)));
    this.#mark();
  }

  /**
   * @param {Offer} offer
   * @param {number} number
   */
  #chip({ name, summary }, number) {
    const digit = make('kbd', { textContent: String(number) });
    const chip = make('button', { type: 'button', title: summary }, digit, ` ${name}`);
    chip.dataset.kind = name;
    chip.setAttribute('aria-label', `${number} ${name}: ${summary}`);
    chip.addEventListener('click', () => this.#choose(this.field.value === name ? '' : name));
    return chip;
  }

  #mark() {
    for (const chip of $$('button', this.box)) {
      chip.setAttribute('aria-pressed', String(chip.dataset.kind === this.field.value));
    }
  }

  /** @param {string} kind */
  #choose(kind) {
    this.field.value = kind;
    if (document.activeElement === this.field) this.field.select(); // the next digit replaces it
    this.#take(kind);
    say(kind ? `Kind: ${kind}` : 'No kind');
  }

  /** @param {string} kind */
  #take(kind) {
    this.#mark();
    this.chosen(kind);
  }

  /**
   * A digit takes an offer while the field is empty or selected: no name and no code of a kind
   * begins with one. Enter takes the first while the field is empty.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { value, selectionStart, selectionEnd } = this.field;
    const free = selectionStart === 0 && selectionEnd === value.length;
    const at = event.key === 'Enter' && !value ? 0 : Number.parseInt(event.key, 10) - 1;
    if (event.key === NONE && free) this.#choose('');
    else if (free && this.offers[at]) this.#choose(this.offers[at].name);
    else if (event.key !== 'Enter' || value) return;
    event.preventDefault();
  }
}

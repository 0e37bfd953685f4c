// The files of the pull request: their parts, which are fetched when they come near, and their rows.

import { $, $$, around, fill, need } from './dom.js';
import { rowsCame } from './events.js';
import { ask } from './server.js';
import { query, told } from './state.js';

const ROW_PIXELS = 20;
const FETCHED_AHEAD = '1200px 0px';

/** @typedef {'L' | 'R'} Column */
/** @typedef {{ file: FileView, s: Column, line: number }} Place */
/**
 * @typedef {object} Part
 * @property {HTMLElement} element
 * @property {FileView} file
 * @property {Promise<void> | null} loading
 * @property {number[]} L
 * @property {number[]} R
 */

/** @type {Map<number, FileView>} */
export const files = new Map();

/** @type {WeakMap<Element, Part>} */
const parts = new WeakMap();

/** @type {WeakMap<Element, FileView>} */
const views = new WeakMap();

const nearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const part = parts.get(target);
      if (isIntersecting) part?.file.load(part).catch(() => {});
    }
  },
  { rootMargin: FETCHED_AHEAD },
);

/**
 * Return the first and the last line that a part holds on a side.
 * @param {string | undefined} text
 */
const reach = (text) => (text ? text.split('-').map(Number) : [1, 0]);

export class FileView {
  /**
   * @param {HTMLElement} element
   * @param {string} commit whose changes these are; none are those of the whole pull request
   */
  constructor(element, commit = '') {
    this.element = element;
    this.number = Number(element.dataset.file);
    this.commit = commit;
    this.path = told.paths[this.number];
    /** @type {Map<string, HTMLElement>} the cell of a line's number, by 'R12' */
    this.rows = new Map();
    this.parts = $$('.part', element).map((part) => this.#part(part));
    views.set(element, this);
  }

  /**
   * @param {HTMLElement} element
   * @returns {Part}
   */
  #part(element) {
    const { l, r, lines } = element.dataset;
    /** @type {Part} */
    const part = { element, file: this, loading: null, L: reach(l), R: reach(r) };
    parts.set(element, part);
    if (element.firstElementChild) {
      part.loading = Promise.resolve();
      this.index(element);
    } else {
      element.style.blockSize = `${Number(lines) * ROW_PIXELS}px`;
      nearby.observe(element);
    }
    return part;
  }

  /** @param {ParentNode} root */
  index(root) {
    for (const cell of $$('td.n[data-n]', root)) {
      this.rows.set(`${cell.dataset.s}${cell.dataset.n}`, cell);
    }
  }

  /**
   * Fetch a part, once.
   * @param {Part} part
   */
  load(part) {
    part.loading ??= this.#fetch(part).catch((error) => {
      part.loading = null;
      throw error;
    });
    return part.loading;
  }

  /** @param {Part} part */
  async #fetch({ element }) {
    const asked = { file: this.number, part: element.dataset.part ?? '', ...this.#ofCommit() };
    fill(element, await ask('GET', `part?${query(asked)}`));
    element.style.blockSize = '';
    nearby.unobserve(element);
    this.index(element);
    if (!this.commit) rowsCame.tell(this);
  }

  /**
   * Return rows that the changes leave out.
   * @param {number} first
   * @param {number} last
   */
  async context(first, last) {
    const asked = { file: this.number, first, last, ...this.#ofCommit() };
    const holder = document.createElement('div');
    fill(holder, await ask('GET', `context?${query(asked)}`));
    return $$('tr', holder);
  }

  /** @returns {Record<string, string>} */
  #ofCommit() {
    return this.commit ? { commit: this.commit } : {};
  }

  /**
   * Return the part that is to hold a line and is not there yet.
   * @param {Column} s
   * @param {number} line
   */
  waiting(s, line) {
    return this.parts.find(
      (part) => !part.element.firstElementChild && part[s][0] <= line && line <= part[s][1],
    );
  }

  /**
   * Return the row of a line, fetched or unfolded if need be.
   * @param {Column} s
   * @param {number} line
   */
  async row(s, line) {
    this.fold(false);
    const part = this.waiting(s, line);
    if (part) await this.load(part);
    return this.shown(s, line);
  }

  /**
   * Return the row of a line, if it is there.
   * @param {Column} s
   * @param {number} line
   */
  shown(s, line) {
    return this.rows.get(`${s}${line}`)?.parentElement ?? null;
  }

  get folded() {
    return Boolean(need('.body', this.element).hidden);
  }

  /** @param {boolean} folded */
  fold(folded) {
    need('.body', this.element).hidden = folded;
    const why = $('.why', this.element);
    if (why) why.hidden = !folded;
    need('.fh .fold', this.element).setAttribute('aria-expanded', String(!folded));
  }
}

/** Take in the files that the page shows. */
export function readFiles() {
  nearby.disconnect();
  files.clear();
  for (const element of $$('#files > .file')) {
    files.set(Number(element.dataset.file), new FileView(element));
  }
  for (const element of $$('.commits .part')) {
    if (!element.firstElementChild) nearby.observe(element);
  }
}

/**
 * Return the file around a node, be it of the pull request or of one commit.
 * @param {Element} node
 */
export function viewOf(node) {
  const view = views.get(around(node, '.file'));
  if (view) return view;
  throw new Error('this file was not taken in');
}

/**
 * Return the file of the pull request around a node.
 * @param {Element} node
 */
export function fileOf(node) {
  const file = files.get(Number(around(node, '.file').dataset.file));
  if (file) return file;
  throw new Error('this file was not taken in');
}

/**
 * Return the part around a node.
 * @param {Element} node
 */
export function partOf(node) {
  const part = parts.get(around(node, '.part'));
  if (part) return part;
  throw new Error('this part was not taken in');
}

/**
 * Return the cell with the code of a row on a side.
 * @param {Element} row
 * @param {string} s
 */
export const codeOf = (row, s) => $(`td.c[data-s="${s}"], td.c:not([data-s])`, row);

/** @param {Element} row */
export const isChanged = (row) => row.matches('.add,.del') || Boolean($('td.add,td.del', row));

/**
 * Return where a row stands: on the side that was asked for, else on the one that changed.
 * @param {Element} row
 * @param {string} [wanted]
 * @returns {Place | null}
 */
export function placeOf(row, wanted) {
  const removed = row.matches('.del') || ($('td.c.del', row) && !$('td.c.add', row));
  const s = wanted ?? (removed ? 'L' : 'R');
  const cell = $(`td.n[data-s="${s}"][data-n]`, row) ?? (wanted ? null : $('td.n[data-n]', row));
  if (!cell) return null;
  return {
    file: fileOf(row),
    s: cell.dataset.s === 'L' ? 'L' : 'R',
    line: Number(cell.dataset.n),
  };
}

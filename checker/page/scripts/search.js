// Search in the changes.

import { need, needAs, say } from './dom.js';
import { codeOf, files } from './files.js';
import { setCurrent } from './selection.js';
import { ask } from './server.js';
import { query } from './state.js';

/** @typedef {import('./files.js').Column} Column */
/** @typedef {[file: number, s: Column, line: number]} Hit */

const field = needAs(HTMLInputElement, '#search');

/** @type {Hit[]} */
let hits = [];
let hit = -1;
let searches = 0;

/** The last search, which Enter waits for. */
let searched = Promise.resolve();

/** @param {string} wanted @returns {Promise<Hit[]>} */
async function find(wanted) {
  return wanted.trim() ? (await ask('GET', `search?${query({ q: wanted })}`)).hits : [];
}

async function search() {
  const wanted = field.value;
  searches += 1;
  const mine = searches;
  const found = await find(wanted);
  if (mine !== searches) return;
  const order = [...files.keys()];
  hits = found.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  hit = -1;
  const text = wanted.trim() ? `${hits.length} found` : '';
  need('#found').textContent = text;
  say(text);
  CSS.highlights?.clear();
}

/**
 * Begin to search for what is in the field.
 * @param {(work: Promise<void>) => Promise<void>} safely
 */
export function beginSearch(safely) {
  searched = safely(search());
}

/** @param {number} by */
export async function goToHit(by) {
  await searched;
  if (!hits.length) return;
  hit = (hit + by + hits.length) % hits.length;
  need('#found').textContent = `${hit + 1} of ${hits.length}`;
  const [number, s, line] = hits[hit];
  const row = await files.get(number)?.row(s, line);
  if (!row) return;
  setCurrent(row, 'center');
  highlight(codeOf(row, s), field.value);
}

/**
 * Mark the first place of a text in a cell.
 * @param {HTMLElement | null} cell
 * @param {string} wanted
 */
function highlight(cell, wanted) {
  if (!CSS.highlights || !cell) return;
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  /** @type {{ node: Node, begin: number }[]} */
  const texts = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    texts.push({ node, begin: text.length });
    text += node.textContent;
  }
  const start = text.toLowerCase().indexOf(wanted.toLowerCase());
  const last = start + wanted.length - 1;
  const first = texts.findLast(({ begin }) => begin <= start);
  const end = texts.findLast(({ begin }) => begin <= last);
  if (start < 0 || !first || !end) return;
  const range = new Range();
  range.setStart(first.node, start - first.begin);
  range.setEnd(end.node, last - end.begin + 1);
  CSS.highlights.set('found', new Highlight(range));
}

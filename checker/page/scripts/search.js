// Search in the changed files, the lines that the changes leave out included.

import { need, needAs, say } from './dom.js';
import { rowsCame } from './events.js';
import { codeOf, files } from './files.js';
import { showLine } from './gaps.js';
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

/** Whether there are more hits than the server names. */
let more = false;

/** The last search, which Enter waits for. */
let searched = Promise.resolve();

/** Show the search where one is; nothing moves. */
export function openSearch() {
  document.body.classList.add('searching');
  field.focus({ preventScroll: true });
  field.select();
}

/** Leave the search where one is; its words stay for the next time. */
export function closeSearch() {
  document.body.classList.remove('searching');
  field.blur();
  CSS.highlights?.clear();
}

/** @param {string} wanted @returns {Promise<{ hits: Hit[], more: boolean }>} */
async function find(wanted) {
  const none = { hits: [], more: false };
  return wanted.trim() ? await ask('GET', `search?${query({ q: wanted })}`) : none;
}

async function search() {
  const wanted = field.value;
  document.body.classList.add('searching');
  searches += 1;
  const mine = searches;
  const found = await find(wanted);
  if (mine !== searches) return;
  const order = [...files.keys()];
  hits = found.hits.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  more = found.more;
  hit = -1;
  const text = wanted.trim() ? `${counted()} found` : '';
  need('#found').textContent = text;
  say(text);
  mark();
}

const counted = () => `${hits.length.toLocaleString('en')}${more ? ' or more' : ''}`;

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
  document.body.classList.add('searching');
  hit = hit < 0 && by < 0 ? hits.length - 1 : (hit + by + hits.length) % hits.length;
  need('#found').textContent = `${hit + 1} of ${counted()}`;
  const [number, s, line] = hits[hit];
  const file = files.get(number);
  const row = file && ((await file.row(s, line)) ?? (await showLine(file, s, line)));
  if (row) setCurrent(row, 'center');
  mark();
}

/** Mark the words in all lines that are there, and those of the current hit apart. */
function mark() {
  if (!CSS.highlights) return;
  const wanted = field.value.toLowerCase();
  const all = wanted.trim() ? hits.map((each) => rangesIn(cellOf(each), wanted)) : [];
  CSS.highlights.set('found', new Highlight(...all.flat()));
  const current = new Highlight(...(all[hit] ?? []));
  current.priority = 1;
  CSS.highlights.set('hit', current);
}

/** @param {Hit} hit */
function cellOf([number, s, line]) {
  const row = files.get(number)?.shown(s, line);
  return row ? codeOf(row, s) : null;
}

/**
 * Return where a text is in a cell.
 * @param {HTMLElement | null} cell
 * @param {string} wanted
 */
function rangesIn(cell, wanted) {
  if (!cell) return [];
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  /** @type {{ node: Node, begin: number }[]} */
  const texts = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    texts.push({ node, begin: text.length });
    text += node.textContent;
  }
  const ranges = [];
  const low = text.toLowerCase();
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, at + wanted.length)) {
    const range = new Range();
    const last = at + wanted.length - 1;
    const first = texts.findLast(({ begin }) => begin <= at);
    const end = texts.findLast(({ begin }) => begin <= last);
    if (!first || !end) continue;
    range.setStart(first.node, at - first.begin);
    range.setEnd(end.node, last - end.begin + 1);
    ranges.push(range);
  }
  return ranges;
}

rowsCame.listen(() => {
  if (document.body.classList.contains('searching')) mark();
});

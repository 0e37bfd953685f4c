// What the keys do.

import { check, help } from './clicks.js';
import { commentOf, edit, remove, setViewed, writeHere, writeOnFile } from './comments.js';
import { showFiles } from './display.js';
import { make, need, needAs, on } from './dom.js';
import { files } from './files.js';
import { finish } from './finish.js';
import { moreAround } from './gaps.js';
import { fileBeside, goToFile, here, step, stepChange } from './moving.js';
import { attempt, safely } from './safely.js';
import { closeSearch, openSearch } from './search.js';
import { kept, looks } from './state.js';
import { nextTheme, showTab, TABS } from './tabs.js';
import { undo } from './toast.js';
import { stepComment } from './visiting.js';

const TYPING = 'textarea,input:not([type=checkbox]),select,dialog[open]';

/** @type {[key: string, what: string, work: () => unknown][]} */
const KEYS = [
  ['j', 'next line', () => step(1)],
  ['k', 'previous line', () => step(-1)],
  ['J', 'select down', () => step(1, true)],
  ['K', 'select up', () => step(-1, true)],
  ['n', 'next change', () => stepChange(1)],
  ['p', 'previous change', () => stepChange(-1)],
  [']', 'next file', () => goToFile(fileBeside(1))],
  ['[', 'previous file', () => goToFile(fileBeside(-1))],
  ['c', 'comment on the line or the selection', () => writeHere()],
  ['C', 'comment on the file', () => writeOnFile(here())],
  ['t', 'next comment', () => stepComment(1)],
  ['T', 'previous comment', () => stepComment(-1)],
  ['e', 'edit the comment', () => editFocused()],
  ['Delete', 'delete the comment', () => remove(focused())],
  ['z', 'undo', () => undo()],
  ['v', 'viewed, and on to the next file', () => viewedAndOn()],
  ['x', 'fold or unfold the file', () => here().fold(!here().folded)],
  ['m', 'more lines above', () => moreAround()],
  ['s', 'unified or split', () => otherView()],
  ['w', 'hide or show white space', () => otherSpaces()],
  ['/', 'search', () => toSearch()],
  ['1', 'Description', () => showTab('description')],
  ['2', 'Commits', () => showTab('commits')],
  ['3', 'Checks', () => showTab('checks')],
  ['4', 'Files changed', () => showTab('files')],
  ['r', 'run the checks', () => check()],
  ['d', 'light, dark or auto', () => nextTheme()],
  ['f', 'finish the review', () => finish()],
  ['?', 'these keys', () => help()],
];
const AS_WELL = [
  ['Ctrl ↵', 'add the comment'],
  ['Esc', 'leave the comment, which is kept, or the search'],
];

/** Return the comment of the card that has the focus. */
function focused() {
  const card = document.activeElement?.closest('.card');
  return card ? commentOf(card) : undefined;
}

const otherView = () => showFiles({ view: looks.view === 'split' ? 'unified' : 'split' });

function otherSpaces() {
  const spaces = !looks.spaces;
  needAs(HTMLInputElement, '#spaces').checked = spaces;
  return showFiles({ spaces });
}

function toSearch() {
  showTab('files');
  openSearch();
}

async function viewedAndOn() {
  const file = here();
  await setViewed(file, !kept.viewed.includes(file.path));
  const order = [...files.values()];
  const rest = [...order.slice(order.indexOf(file) + 1), ...order];
  await goToFile(rest.find((each) => !kept.viewed.includes(each.path)) ?? file);
}

/** Edit the comment, or go on with the draft, that has the focus. */
function editFocused() {
  const draft = document.activeElement?.closest('.cf');
  if (draft) need('textarea', draft).focus();
  else edit(focused());
}

/** Keys one after the other: what a key does may have to wait for the server. */
let queue = Promise.resolve();

/** Say how many keys have had their effect. */
function done() {
  const { dataset } = document.body;
  dataset.keys = String(Number(dataset.keys ?? 0) + 1);
}

/** @param {KeyboardEvent} event */
function press(event) {
  const target = on(event);
  if (target.closest(TYPING) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') closeSearch();
  const arrow = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (target.matches('[role=tab]') && arrow) {
    stepTab(target.id.slice('t-'.length), arrow);
    return;
  }
  const found = KEYS.find(([key]) => key === event.key);
  if (!found) return;
  event.preventDefault();
  queue = queue.then(() => attempt(found[2])).then(done);
}

/**
 * @param {string} from
 * @param {number} by
 */
function stepTab(from, by) {
  const to = TABS[(TABS.indexOf(from) + by + TABS.length) % TABS.length];
  safely(showTab(to));
  need(`#t-${to}`).focus();
}

export function watchKeys() {
  const lines = [...KEYS.map(([key, what]) => [key, what]), ...AS_WELL].flatMap(([key, what]) => [
    make('dt', {}, make('kbd', { textContent: key })),
    make('dd', { textContent: what }),
  ]);
  need('#keys').append(...lines);
  addEventListener('keydown', press);
}

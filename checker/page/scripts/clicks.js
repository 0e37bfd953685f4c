// What a click does, and a change of a field.

import { runChecks, stopChecks } from './checks.js';
import { commentOf, edit, remove, setViewed, writeAnother, writeOnFile } from './comments.js';
import { showCommit, showFiles } from './display.js';
import { around, need, needAs, on } from './dom.js';
import { fileOf, files, viewOf } from './files.js';
import { finish, handIn, handInAgain } from './finish.js';
import { expand, revealLine } from './gaps.js';
import { openHints, takeHint } from './hints.js';
import { goToFile, goToPlace } from './moving.js';
import { nameKinds } from './naming.js';
import { attempt, safely } from './safely.js';
import { beginSearch, closeSearch, goToHit, openSearch } from './search.js';
import { setCurrent, unselect } from './selection.js';
import { beat } from './sync.js';
import { nextTheme, showTab } from './tabs.js';
import { dismiss, undo } from './toast.js';

/** Show the help. */
export const help = () => needAs(HTMLDialogElement, '#dhelp').showModal();

/** Run the checks, and watch them. */
export const check = () => runChecks().then(beat);

/** @type {Record<string, (button: HTMLElement) => unknown>} */
const CLICKS = {
  '.fold': (button) => viewOf(button).fold(!viewOf(button).folded),
  '.onfile': (button) => writeOnFile(fileOf(button)),
  '.more': (button) => expand(button),
  '.edit': (button) => edit(commentOf(button)),
  '.delete': (button) => remove(commentOf(button)),
  '.another': (button) => writeAnother(button),
  '.reveal': (button) => revealLine(button),
  '.changes': (button) => showCommit(button),
  '[role=tab]': (button) => showTab(button.id.slice('t-'.length)),
  '[data-goto]': (button) => goToLinked(Number(button.dataset.goto)),
  '[data-view]:not(body)': (button) => showFiles({ view: button.dataset.view ?? 'unified' }),
  '[data-close]': (button) => /** @type {HTMLDialogElement} */ (around(button, 'dialog')).close(),
  '#finish': () => finish(),
  '#namekinds button': () => nameKinds(),
  '#again': () => handInAgain().then(beat),
  '#help': () => help(),
  '#hint': () => openHints(),
  '#takehint': () => takeHint(),
  '#theme': () => nextTheme(),
  '#runchecks': () => check(),
  '#stopchecks': () => stopChecks().then(beat),
  '.place': (button) => goToPlace(button),
  '#undo': () => undo(),
  '#dismiss': () => dismiss(),
  '#before': () => goToHit(-1),
  '#after': () => goToHit(1),
  '#treetoggle': (button) => toggleTree(button),
};

/**
 * Go to a file of the tree; Back leads to where one was.
 * @param {number} number
 */
function goToLinked(number) {
  history.pushState(null, '', `#f${number}`);
  return goToFile(files.get(number));
}

/** @param {HTMLElement} button */
function toggleTree(button) {
  const open = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(open));
  document.body.classList.toggle('notree', !open);
}

/** @param {MouseEvent} event */
function click(event) {
  for (const [selector, work] of Object.entries(CLICKS)) {
    const button = on(event).closest(selector);
    if (!(button instanceof HTMLElement)) continue;
    if (button.matches('a')) event.preventDefault();
    attempt(() => work(button));
    return;
  }
  const row = on(event).closest('#files tr.r');
  if (!row || String(getSelection())) return;
  unselect();
  setCurrent(row, null);
}

/** @param {Event} event */
function change(event) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  if (field.matches('.viewed')) safely(setViewed(fileOf(field), field.checked));
  if (field.id === 'spaces') safely(showFiles({ spaces: field.checked }));
}

export function watchClicks() {
  document.addEventListener('click', click);
  document.addEventListener('change', change);
  need('#dfinish form').addEventListener('submit', (event) => {
    event.preventDefault();
    handIn().then(beat);
  });
}

export function watchSearch() {
  const field = need('#search');
  field.addEventListener('focus', () => openSearch());
  field.addEventListener('input', () => beginSearch(safely));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      safely(goToHit(event.shiftKey ? -1 : 1));
    }
    if (event.key === 'Escape') closeSearch();
  });
}

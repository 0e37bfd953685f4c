// The changes of the pull request and of single commits, unified or split, with white space or not.

import { $$, around, fill, need } from './dom.js';
import { FileView, files, placeOf, readFiles } from './files.js';
import { at, carryOver, setCurrent } from './selection.js';
import { ask } from './server.js';
import { looks, query } from './state.js';
import { remember } from './tabs.js';
import { drawAll } from './threads.js';

const COMMIT_LETTERS = 10;

/** The looks that were asked for last; what is shown follows when it is there. */
let asked = { ...looks };

/**
 * Show the files in another way. What was begun meanwhile goes on at the same lines.
 * @param {Partial<typeof looks>} next
 */
export async function showFiles(next) {
  const mine = { ...asked, ...next };
  asked = mine;
  const html = await ask('GET', `files?${query({}, mine)}`);
  if (asked !== mine) return;
  Object.assign(looks, mine);
  const place = at.current && placeOf(at.current);
  const written = document.activeElement?.closest('form.cf') && document.activeElement;
  replace(html);
  for (const button of $$('[data-view]', need('.tools'))) {
    button.setAttribute('aria-pressed', String(button.dataset.view === looks.view));
  }
  remember();
  drawAll();
  if (written instanceof HTMLTextAreaElement) written.focus({ preventScroll: true });
  const row = place && (await files.get(place.file.number)?.row(place.s, place.line));
  if (row && !at.current) setCurrent(row);
}

/** @param {string} html */
function replace(html) {
  const folded = [...files.values()].map((file) => ({ number: file.number, is: file.folded }));
  document.body.dataset.view = looks.view;
  fill(need('#files'), html);
  readFiles();
  for (const { number, is } of folded) files.get(number)?.fold(is);
  carryOver();
}

/**
 * Show or hide the changes of one commit.
 * @param {HTMLElement} button
 */
export async function showCommit(button) {
  const item = around(button, '[data-commit]');
  const commit = item.dataset.commit ?? '';
  const holder = need('.files', item);
  const open = holder.hidden;
  holder.hidden = !open;
  button.setAttribute('aria-expanded', String(open));
  button.textContent = open ? 'Hide changes' : 'Show changes';
  if (!open || holder.firstElementChild) return;
  fill(holder, await ask('GET', `files?${query({ commit })}`));
  for (const [number, element] of $$('.file', holder).entries()) {
    const id = `c${commit.slice(0, COMMIT_LETTERS)}-${number}`;
    element.id = id;
    need('h2', element).id = `${id}h`;
    element.setAttribute('aria-labelledby', `${id}h`);
    new FileView(element, commit);
  }
}

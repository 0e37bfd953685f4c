// Comments at their lines: threads of cards, and of the forms that are open.

import { $, $$, counted, fill, make, need, needAs } from './dom.js';
import { rowsCame } from './events.js';
import { files } from './files.js';
import { kept, numberOf, over, told } from './state.js';

/** @typedef {import('./files.js').FileView} FileView */
/** @typedef {import('./state.js').Comment} Comment */
/** @typedef {import('./state.js').Draft} Draft */

/**
 * Open forms by the id of their draft; form.js puts them in.
 * @type {Map<string, import('./form.js').Form>}
 */
export const forms = new Map();

/**
 * Return what a comment is about within its file: 'R12', or 'file'.
 * @param {Comment | Draft} about
 */
export const keyOf = ({ line, side }) => (line ? side[0] + line : 'file');

/**
 * Return whether the line of a comment is in a part that has not been fetched.
 * @param {FileView | null} file
 * @param {Comment | Draft} about
 */
export function isWaited(file, about) {
  if (!file || !about.line || file.rows.has(keyOf(about))) return false;
  return Boolean(file.waiting(about.side === 'LEFT' ? 'L' : 'R', about.line));
}

/**
 * Return the thread of a comment, made if need be.
 * @param {FileView | null} file
 * @param {Comment | Draft} about
 */
export function threadOf(file, about) {
  const key = file ? keyOf(about) : `${about.path}:${keyOf(about)}`;
  const row = file?.rows.get(key)?.parentElement;
  if (!row) return looseThread(file, key);
  let after = row;
  while (after.nextElementSibling?.matches('.th')) {
    after = /** @type {HTMLElement} */ (after.nextElementSibling);
    if (after.dataset.key === key) return need('.thread', after);
  }
  const box = threadBox(key);
  const cell = make('td', { colSpan: row.children.length }, box);
  const holder = make('tr', { className: 'th' }, cell);
  holder.dataset.key = key;
  after.after(holder);
  return box;
}

/** @param {string} key */
function threadBox(key) {
  const box = make('div', { className: 'thread' });
  box.dataset.key = key;
  return box;
}

/**
 * Return a thread on a file, or on a line that is not shown.
 * @param {FileView | null} file
 * @param {string} key
 */
function looseThread(file, key) {
  const holder = file ? need('.loose', file.element) : need('#elsewhere');
  const known = $$('.thread', holder).find((each) => each.dataset.key === key);
  if (known) return known;
  const box = threadBox(key);
  if (file && key !== 'file') {
    const button = make('button', { className: 'link reveal', textContent: 'Show the line' });
    const line = `${key[0] === 'L' ? 'Old line' : 'Line'} ${key.slice(1)}`;
    const where = `${line}, which the changes do not show. `;
    box.append(make('p', { className: 'where' }, where, button));
  }
  holder.append(box);
  return box;
}

/** @param {Comment} comment */
function linesOf({ line, start_line: first, side }) {
  if (!line) return 'the file';
  const lines = first && first < line ? `lines ${first} to ${line}` : `line ${line}`;
  return side === 'LEFT' ? `${lines}, before the change` : lines;
}

/** @param {Comment} comment */
function card(comment) {
  const lines = linesOf(comment);
  const body = make('div', { className: 'prose' });
  fill(body, comment.html);
  const article = make('article', { className: 'card', tabIndex: -1 }, head(comment, lines), body);
  article.dataset.id = comment.id;
  article.dataset.version = comment.version;
  article.setAttribute('aria-label', `Comment on ${lines}`);
  return article;
}

/**
 * @param {Comment} comment
 * @param {string} lines
 */
function head(comment, lines) {
  const { kind, label, severity, outdated, path } = comment;
  const box = make('div', { className: 'head' });
  if (label) box.append(make('span', { className: 'tag label', textContent: label }));
  if (severity) {
    box.append(make('span', { className: `tag ${severity}`, textContent: severity }));
  }
  if (kind) {
    const title = 'The kind of fault that this comment means';
    box.append(make('span', { className: 'tag kind', textContent: kind, title }));
  }
  if (outdated) {
    const title = 'The code under this comment has changed since.';
    box.append(make('span', { className: 'tag outdated', textContent: 'outdated', title }));
  }
  const where = numberOf(path) < 0 ? ` of ${path}` : '';
  box.append(make('span', { className: 'on', textContent: `on ${lines}${where}` }));
  box.append(make('span', { className: 'sp' }));
  if (!over()) box.append(...['Edit', 'Delete'].map((word) => cardButton(word, lines)));
  return box;
}

/**
 * @param {string} word
 * @param {string} lines
 */
function cardButton(word, lines) {
  const className = `link ${word.toLowerCase()}`;
  const button = make('button', { className, textContent: word });
  button.setAttribute('aria-label', `${word} the comment on ${lines}`);
  return button;
}

/**
 * Put cards where they belong; forms stay where they are, with what is typed in them.
 * @param {FileView} file
 */
function drawFile(file) {
  const comments = kept.comments.filter((each) => numberOf(each.path) === file.number);
  drawThreads(file, comments, file.element);
}

export function drawAll() {
  for (const file of files.values()) drawFile(file);
  const others = kept.comments.filter((each) => numberOf(each.path) < 0);
  drawThreads(null, others, need('#elsewhere'));
  need('#elsewhere').hidden = !others.length;
  for (const form of forms.values()) form.attach();
  count();
}

/**
 * Return what gives the focus back to the card, or to its button, that has it now.
 * @param {HTMLElement} root
 */
function focusInCard(root) {
  const active = document.activeElement;
  const id = active?.closest('.card')?.getAttribute('data-id');
  const name = active?.classList.contains('edit') ? '.edit' : '.delete';
  return () => {
    if (!id || active?.isConnected) return;
    const again = $$('.card', root).find((each) => each.dataset.id === id);
    const to = active?.matches('.card') ? again : again && $(name, again);
    to?.focus({ preventScroll: true });
  };
}

/**
 * @param {FileView | null} file
 * @param {Comment[]} comments
 * @param {HTMLElement} root
 */
function drawThreads(file, comments, root) {
  const focus = focusInCard(root);
  for (const old of $$('.card', root)) old.remove();
  for (const comment of comments) {
    if (isWaited(file, comment)) continue;
    const box = threadOf(file, comment);
    const form = $('form', box);
    if (form) form.before(card(comment));
    else box.append(card(comment));
  }
  for (const form of forms.values()) {
    if (form.file === file && !form.element.isConnected) form.attach();
  }
  for (const box of $$('.thread', root)) tidyThread(box, Boolean(file));
  focus();
}

/**
 * Remove a thread that is empty, and let one more comment be added to any other.
 * @param {HTMLElement} box
 * @param {boolean} inFile
 */
function tidyThread(box, inFile) {
  const empty = !$('.card,form', box);
  const more = $('.another', box);
  if (empty || $('form', box) || over()) more?.remove();
  else if (inFile) {
    const textContent = 'Add another comment here';
    box.append(more ?? make('button', { className: 'link another', textContent }));
  }
  if (empty) (box.closest('tr.th') ?? box).remove();
}

export function count() {
  const viewed = kept.viewed.length;
  need('#ncomments').textContent = String(kept.comments.length);
  need('#nviewed').textContent = String(viewed);
  needAs(HTMLProgressElement, '#viewedbar').value = viewed;
  for (const link of $$('#tree a')) {
    const path = told.paths[Number(link.dataset.goto)];
    const number = kept.comments.filter((each) => each.path === path).length;
    const badge = need('.cc', link);
    badge.hidden = !number;
    badge.textContent = String(number);
    badge.title = counted(number, 'comment');
    link.classList.toggle('done', kept.viewed.includes(path));
  }
  for (const file of files.values()) {
    const box = $('.viewed', file.element);
    if (box instanceof HTMLInputElement) box.checked = kept.viewed.includes(file.path);
  }
}

/** @param {string} id */
export function focusCard(id) {
  const found = $$('.card').find((each) => each.dataset.id === id);
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: 'nearest' });
}

rowsCame.listen(drawFile);

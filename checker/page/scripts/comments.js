// Begin, change and delete comments; mark files as viewed.

import { around, say } from './dom.js';
import { fileOf, placeOf } from './files.js';
import { Form, restore } from './form.js';
import { at, select } from './selection.js';
import { ask } from './server.js';
import { kept, over, told } from './state.js';
import { count, drawAll, forms, keyOf } from './threads.js';
import { offer } from './toast.js';
import { newDraft } from './writing.js';

/** @typedef {import('./files.js').FileView} FileView */
/** @typedef {import('./selection.js').Range} Range */
/** @typedef {import('./state.js').Comment} Comment */
/** @typedef {import('./state.js').Draft} Draft */

/**
 * Begin a comment, or go on with the one that is begun there.
 * @param {Partial<Draft>} begun
 */
function write(begun) {
  if (over()) {
    say('The review is handed in.');
    return;
  }
  const draft = newDraft(begun);
  const same = [...forms.values()].find(
    (form) =>
      keyOf(form.draft) === keyOf(draft) &&
      form.draft.path === draft.path &&
      form.draft.edits === draft.edits,
  );
  const form = same ?? new Form(draft);
  form.attach();
  drawAll();
  form.area.focus();
}

/** @param {Range} range */
export function writeOn({ file, s, first, last }) {
  const path = s === 'L' ? told.old_paths[file.number] : file.path;
  write({ path, start_line: first, line: last, side: s === 'L' ? 'LEFT' : 'RIGHT' });
}

/** @param {FileView} file */
export function writeOnFile(file) {
  file.fold(false);
  write({ path: file.path });
}

/** Comment on what is selected, else on the current line. */
export function writeHere() {
  const place = at.current && placeOf(at.current);
  if (!at.range && place) select(place);
  if (at.range) writeOn(at.range);
}

/**
 * Begin another comment in the thread that a button stands in.
 * @param {HTMLElement} button
 */
export function writeAnother(button) {
  const key = around(button, '.thread').dataset.key ?? '';
  const file = fileOf(button);
  const line = Number(key.slice(1));
  if (key === 'file') writeOnFile(file);
  else writeOn({ file, s: key[0] === 'L' ? 'L' : 'R', first: line, last: line });
}

/**
 * Return the comment of the card around a node.
 * @param {Element} node
 */
export const commentOf = (node) =>
  kept.comments.find((each) => each.id === around(node, '.card').dataset.id);

/** @param {Comment | undefined} comment */
export function edit(comment) {
  if (!comment) return;
  const { id, path, start_line, line, side, severity, kind, body, version } = comment;
  write({ path, start_line, line, side, severity, kind, body, edits: id });
  const form = [...forms.values()].find((each) => each.draft.edits === id);
  if (form) form.seen ??= version;
}

/** @param {Comment | undefined} comment */
export async function remove(comment) {
  if (!comment) return;
  await ask('DELETE', `comments/${comment.id}`, { version_seen: comment.version });
  kept.comments = kept.comments.filter((each) => each.id !== comment.id);
  drawAll();
  offer('Comment deleted.', () => restore(comment, ''));
}

/**
 * @param {FileView} file
 * @param {boolean} viewed
 */
export async function setViewed(file, viewed) {
  file.fold(viewed);
  if (viewed) kept.viewed.push(file.path);
  else kept.viewed = kept.viewed.filter((each) => each !== file.path);
  count();
  kept.viewed = (await ask('PUT', 'viewed', { path: file.path, viewed })).viewed;
  count();
}

// Go through the comments that have no kind, one after the other.

import { edit } from './comments.js';
import { needAs, say } from './dom.js';
import { commentSaved } from './events.js';
import { files } from './files.js';
import { finish } from './finish.js';
import { safely } from './safely.js';
import { kept, numberOf } from './state.js';
import { showTab } from './tabs.js';
import { forms } from './threads.js';

/** @typedef {import('./state.js').Comment} Comment */

/** Comments that somebody was asked about, while they are gone through. */
/** @type {Set<string> | null} */
let asked = null;

/** Begin with the first comment that has no kind. */
export function nameKinds() {
  needAs(HTMLDialogElement, '#dfinish').close();
  asked = new Set();
  showTab('files');
  return next();
}

async function next() {
  const open = kept.comments.filter((each) => !each.kind && !asked?.has(each.id));
  if (!open.length) {
    asked = null;
    await finish();
    return;
  }
  const [comment] = open;
  const file = files.get(numberOf(comment.path));
  file?.fold(false);
  if (comment.line) await file?.row(comment.side === 'LEFT' ? 'L' : 'R', comment.line);
  edit(comment);
  const form = [...forms.values()].find((each) => each.draft.edits === comment.id);
  form?.kind.field.focus();
  form?.element.scrollIntoView({ block: 'center' });
  say(`${open.length} to go. A digit takes a kind, Enter saves it, Control Enter goes on.`);
}

/** @param {Comment} comment */
function goOn(comment) {
  if (!asked) return;
  asked.add(comment.id);
  safely(next());
}

commentSaved.listen(goOn);

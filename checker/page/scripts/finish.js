// Finish the review: the summary, the verdict, and how far grading is.

import { $, counted, make, need, needAs } from './dom.js';
import { pulseCame } from './events.js';
import { files } from './files.js';
import { ask, Refusal } from './server.js';
import { kept, over, told } from './state.js';
import { drawAll, forms } from './threads.js';
import { newDraft, Writing } from './writing.js';

/** @typedef {import('./state.js').Draft} Draft */
/** @typedef {import('./state.js').Grading} Grading */
/** @typedef {import('./state.js').Pulse} Pulse */

/** What a round that was handed in is graded with again: its own verdict stands. */
const NO_VERDICT = 'COMMENT';

class Summary extends Writing {
  /** @override */
  async quarrel() {
    /** @type {{ drafts: Draft[] }} */
    const { drafts } = await ask('GET', 'state');
    const theirs = drafts.find((each) => each.id === this.draft.id);
    const mine = this.area.value;
    this.draft.version = theirs?.version ?? 0;
    this.quarreling = false;
    this.area.value = theirs && theirs.body !== mine ? `${theirs.body}\n\n${mine}` : mine;
    this.typed();
  }
}

const area = needAs(HTMLTextAreaElement, '#summary');
export const summary = new Summary(newDraft({ id: 'summary' }), area, need('#summarykept'));

/** Return a dialog by its id. */
const dialog = (/** @type {string} */ id) => needAs(HTMLDialogElement, id);

export async function finish() {
  if (told.clock.graded) {
    location.assign('report');
    return;
  }
  if (over()) {
    dialog('#dgrading').showModal();
    return;
  }
  dialog('#dfinish').showModal();
  const lines = known();
  list(lines);
  list([...lines, ...unsaid(await ask('GET', 'work'))]);
}

/** Return what there is to hand in, as far as this window knows. */
function known() {
  const drafts = [...forms.values()].filter((form) => form.area.value.trim()).length;
  const unseen = files.size - kept.viewed.length;
  const lines = [counted(kept.comments.length, 'comment')];
  if (drafts) {
    const are = drafts === 1 ? 'it is' : 'they are';
    lines.push(`${counted(drafts, 'draft')} not added yet: ${are} not handed in`);
  }
  if (unseen) lines.push(`${counted(unseen, 'file')} not marked as viewed`);
  const unnamed = kept.comments.filter((each) => !each.kind).length;
  if (unnamed) lines.push(`${counted(unnamed, 'comment')} without a kind of fault`);
  need('#namekinds').hidden = !unnamed;
  return lines;
}

/** @param {{ commits: number, uncommitted: number, markers: number }} work */
function unsaid({ commits, uncommitted, markers }) {
  const changed = counted(uncommitted, 'changed file');
  const lines = [`${counted(commits, 'commit')} of yours, ${changed} to be committed`];
  if (markers) {
    lines.push(`${counted(markers, 'marker')} in the code, to be taken in as comments`);
  }
  return lines;
}

/** @param {string[]} lines */
function list(lines) {
  need('#open').replaceChildren(...lines.map((line) => make('li', { textContent: line })));
}

async function handInWhatIsThere() {
  const chosen = $('input[name=event]:checked', dialog('#dfinish'));
  if (!chosen && !over()) throw new Refusal('unkept', 'Choose a verdict first.');
  const event = chosen instanceof HTMLInputElement ? chosen.value : NO_VERDICT;
  await ask('POST', 'finish', { event, body: area.value });
}

/** Hand in; the dialog says why not. */
export async function handIn() {
  const error = need('.err', dialog('#dfinish'));
  error.textContent = '';
  try {
    await summary.keep();
    if (summary.dirty) throw new Refusal('unkept', `It was not handed in: ${summary.failure}`);
    await handInWhatIsThere();
  } catch (refusal) {
    error.textContent = /** @type {Error} */ (refusal).message;
    return;
  }
  dialog('#dfinish').close();
  dialog('#dgrading').showModal();
}

export async function handInAgain() {
  need('#again').hidden = true;
  await handInWhatIsThere();
}

/** @param {Grading} grading */
function doing(grading) {
  if (!grading.running) {
    return over() ? 'The review is handed in and not graded yet.' : 'It was not handed in.';
  }
  const far = grading.total ? `: ${grading.done} of ${grading.total}` : ' …';
  return grading.doing + far;
}

/** @param {Pulse} pulse */
function showGrading({ clock, grading }) {
  const shown = dialog('#dgrading');
  nameButton();
  if (clock.graded) {
    if (shown.open) location.assign('report');
    return;
  }
  const bar = needAs(HTMLProgressElement, '#gradingbar');
  need('.err', shown).textContent = grading.error;
  need('#again').hidden = grading.running;
  need('#leave').hidden = grading.running;
  need('#doing').textContent = doing(grading);
  bar.hidden = !grading.running;
  if (grading.total) {
    bar.max = grading.total;
    bar.value = grading.done;
  }
  if (!clock.submitted_at) return;
  close();
  const news = grading.running || grading.error;
  if (news && !shown.open && !dialog('#dfinish').open) shown.showModal();
}

/** Name the button after what it does. */
export function nameButton() {
  const [word] = need('#finish').childNodes;
  const afterwards = told.clock.graded ? 'See the report ' : 'Grade ';
  word.textContent = over() ? afterwards : 'Finish review ';
}

/** Once it is handed in, nothing can be written any more. */
function close() {
  if (document.body.classList.contains('over')) return;
  document.body.classList.add('over');
  drawAll();
}

pulseCame.listen(showGrading);

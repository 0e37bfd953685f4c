// A comment that is being written.

import { $, need, needAs, say } from './dom.js';
import { commentSaved, stale } from './events.js';
import { files } from './files.js';
import { KindField } from './kind_field.js';
import { at, unselect } from './selection.js';
import { ask, Refusal } from './server.js';
import { kept, numberOf } from './state.js';
import { drawAll, focusCard, forms, isWaited, keyOf, threadOf } from './threads.js';
import { offer } from './toast.js';
import { newDraft, Writing } from './writing.js';

/** @typedef {import('./state.js').Comment} Comment */
/** @typedef {import('./state.js').Draft} Draft */

const LABEL =
  /^\s*\**(praise|nitpick|suggestion|issue|todo|question|thought|chore|note) ?(\([^()\n]{1,60}\))?\**:\**\s?/i;

export class Form extends Writing {
  /** @param {Draft} draft */
  constructor(draft) {
    const copy = needAs(HTMLTemplateElement, '#form').content.cloneNode(true);
    const element = needAs(HTMLFormElement, 'form', /** @type {DocumentFragment} */ (copy));
    super(draft, needAs(HTMLTextAreaElement, 'textarea', element), need('.kept', element));
    this.element = element;
    this.severity = needAs(HTMLSelectElement, '[name=severity]', element);
    this.label = needAs(HTMLSelectElement, '[name=label]', element);
    this.kind = new KindField(element, () => this.fields);
    this.file = files.get(numberOf(draft.path)) ?? null;
    this.saying = false;
    /** @type {string | undefined} the version of the comment that is edited, as it was seen */
    this.seen = undefined;
    this.take(draft);
    this.#where();
    this.#listen();
    forms.set(draft.id, this);
  }

  #listen() {
    const { element } = this;
    element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.say();
    });
    element.addEventListener('keydown', (event) => this.#key(event));
    this.severity.addEventListener('change', () => {
      this.draft.severity = this.severity.value || null;
      this.typed();
    });
    this.kind.chosen = (kind) => {
      this.draft.kind = kind;
      this.typed();
    };
    this.label.addEventListener('change', () => this.#relabel(this.label.value));
    this.area.addEventListener('input', () => {
      this.#showLabel();
      this.kind.ask();
    });
    need('[data-cancel]', element).addEventListener('click', () => this.discard());
    need('[data-suggest]', element).addEventListener('click', () => this.#suggest());
    need('[data-theirs]', element).addEventListener('click', () => this.#takeTheirs());
    need('[data-mine]', element).addEventListener('click', () => this.#keepMine());
  }

  /**
   * @override
   * @param {Draft} draft
   */
  take(draft) {
    super.take(draft);
    this.severity.value = draft.severity ?? '';
    this.kind.show(draft.kind);
    this.#showLabel();
    const [word] = need('[data-say]', this.element).childNodes;
    word.textContent = draft.edits ? 'Save ' : 'Comment ';
  }

  #where() {
    const { line, start_line: first, path, side } = this.draft;
    const many = first && line && first < line ? `s ${first} to` : '';
    const lines = line ? `${side === 'LEFT' ? 'old ' : ''}line${many} ${line}` : 'whole file';
    need('.where', this.element).textContent = `${path}, ${lines}`;
    this.area.setAttribute('aria-label', `Comment on ${lines} of ${path}`);
    need('[data-suggest]', this.element).hidden = !line || side === 'LEFT';
    need('.quarrel p', this.element).textContent =
      'This text was changed in another window at the same time.';
  }

  /** Stand at the line that it is about, or beside the file while that is not shown. */
  attach() {
    this.file = files.get(numberOf(this.draft.path)) ?? null;
    const { element, file, draft } = this;
    const placed = element.closest('.th') || !file?.rows.has(keyOf(draft));
    if ((element.isConnected && placed) || isWaited(file, draft)) return;
    const box = threadOf(file, draft);
    $('.another', box)?.remove();
    box.append(element);
    if (!file) need('#elsewhere').hidden = false;
  }

  #showLabel() {
    this.label.value = LABEL.exec(this.area.value)?.[1].toLowerCase() ?? '';
  }

  /** @param {string} label */
  #relabel(label) {
    const bare = this.area.value.replace(LABEL, '');
    this.area.value = label ? `${label}: ${bare}` : bare;
    this.typed();
    this.area.focus();
  }

  async #suggest() {
    const { area } = this;
    /** @type {{ text: string }} */
    const { text } = await ask('POST', 'lines', { ...this.draft, body: '' });
    const longest = (text.match(/`+/g) ?? []).map((each) => each.length + 1);
    const fence = '`'.repeat(Math.max(3, ...longest));
    const before = area.value && !area.value.endsWith('\n') ? '\n' : '';
    const block = `${before}${fence}suggestion\n${text}\n${fence}\n`;
    area.setRangeText(block, area.selectionEnd, area.selectionEnd, 'end');
    this.typed();
    area.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.say();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (this.area.value.trim()) {
        $(':focus', this.element)?.blur();
        say('The draft is kept.');
      } else this.discard();
    }
  }

  /** @override */
  typed() {
    this.#complain('');
    super.typed();
  }

  /** Add the comment as it reads now, or say why not; a refused one is not added later. */
  async say() {
    if (this.saying) return;
    this.#complain('');
    if (!this.area.value.trim()) {
      this.#complain('Say something first.');
      return;
    }
    this.saying = true;
    this.area.readOnly = true;
    try {
      await this.#add();
    } catch (error) {
      this.#complain(/** @type {Error} */ (error).message);
    }
    this.area.readOnly = false;
    this.saying = false;
  }

  async #add() {
    await this.keep();
    if (this.quarreling) throw new Refusal('conflict', 'Say first which text is to stand.');
    if (this.dirty) throw new Refusal('unkept', `It was not added: ${this.failure}`);
    const old = kept.comments.find((each) => each.id === this.draft.edits);
    const fields = { ...this.fields, version_seen: this.seen ?? old?.version ?? '' };
    /** @type {{ comment: Comment }} */
    const { comment } = await ask('POST', 'comments', fields);
    const same = kept.comments.findIndex((each) => each.id === comment.id);
    if (same < 0) kept.comments.push(comment);
    else kept.comments[same] = comment;
    this.close();
    drawAll();
    focusCard(comment.id);
    if (old) offer('Comment changed.', () => restore(old, comment.version));
    say(old ? 'Comment changed' : 'Comment added');
    commentSaved.tell(comment);
  }

  /** @param {string} message */
  #complain(message) {
    need('.err', this.element).textContent = message;
  }

  /** @override */
  quarrel() {
    need('.quarrel', this.element).hidden = false;
  }

  #settled() {
    this.quarreling = false;
    need('.quarrel', this.element).hidden = true;
  }

  /** Go on under another name, beside the text of the other window. */
  #keepMine() {
    this.#settled();
    forms.delete(this.draft.id);
    Object.assign(this.draft, { id: newDraft({}).id, edits: '', version: 0 });
    forms.set(this.draft.id, this);
    this.typed();
    stale.tell();
  }

  async #takeTheirs() {
    /** @type {{ drafts: Draft[] }} */
    const { drafts } = await ask('GET', 'state');
    const theirs = drafts.find((each) => each.id === this.draft.id);
    this.dirty = false;
    if (theirs) {
      this.take(theirs);
      this.status.textContent = 'kept';
    } else {
      this.close();
      stale.tell();
    }
    this.#settled();
  }

  async discard() {
    const lost = this.fields;
    this.close();
    drawAll();
    at.current?.scrollIntoView({ block: 'nearest' });
    if (this.busy) await this.busy;
    if (lost.version) await ask('DELETE', `drafts/${lost.id}`);
    if (lost.body.trim()) offer('Draft discarded.', () => writeAgain(lost));
  }

  close() {
    this.closed = true;
    forms.delete(this.draft.id);
    this.element.remove();
    unselect();
  }
}

/** @param {Draft} lost */
function writeAgain(lost) {
  const form = new Form(newDraft({ ...lost, id: newDraft({}).id, version: 0 }));
  form.typed();
  drawAll();
  form.area.focus();
}

/**
 * Bring a comment back as it was.
 * @param {Comment} comment
 * @param {string} overVersion
 */
export async function restore(comment, overVersion) {
  /** @type {{ comment: Comment }} */
  const { comment: back } = await ask('POST', 'restored', { ...comment, over: overVersion });
  kept.comments = [...kept.comments.filter((each) => each.id !== back.id), back];
  drawAll();
  focusCard(back.id);
}

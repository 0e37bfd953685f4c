// The review page. The server writes the diff; this module adds threads, drafts, keys and the clock.
// Every text of people reaches the page as text, or as HTML that the server has escaped.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const policy = globalThis.trustedTypes?.createPolicy('messypr', { createHTML: (text) => text });
const fill = (node, html) => { node.innerHTML = policy ? policy.createHTML(html) : html; };
const say = (text) => { $('#live').textContent = text; };
const side = { L: 'LEFT', R: 'RIGHT' };

/** Make an element with properties and children. */
function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// ---- the server -----------------------------------------------------------------------------

class Refusal extends Error {
  constructor(code, message) { super(message); this.code = code; }
}

let writes = 0; // how often this window has changed something, begun or done

async function ask(method, path, fields, keepalive = false) {
  if (method !== 'GET') writes += 1;
  let response;
  try {
    const body = fields && JSON.stringify(fields);
    response = await fetch(path, { method, body, keepalive });
  } catch {
    gone(true);
    throw new Refusal('gone', 'The server does not answer.');
  }
  gone(response.status === 403);
  if (response.status === 403) throw new Refusal('gone', 'The server was started again.');
  if (method !== 'GET') writes += 1;
  const known = response.headers.get('content-type')?.includes('json');
  const answer = known ? await response.json() : await response.text();
  if (response.ok) return answer;
  throw new Refusal(answer.error?.code ?? 'failed', answer.error?.message ?? 'The server failed.');
}

const query = (fields, how = { view, spaces }) => new URLSearchParams({ view: how.view, ...(how.spaces && { spaces: 'ignored' }), ...fields });

function gone(is) {
  if (is === !$('#banner').hidden) return;
  $('#banner').hidden = !is;
  $('#banner').textContent = is
    ? 'messypr review has stopped. Start it again and open the new address: all that was kept is there. What you type from here on stays in this window only.'
    : '';
}

// ---- files, parts and rows ------------------------------------------------------------------

const told = JSON.parse($('#told').textContent);
let view = document.body.dataset.view;
let spaces = false;
let files = new Map(); // by number
let current = null; // the row that keys go on from

const reach = (text) => (text ? text.split('-').map(Number) : [1, 0]);

class FileView {
  constructor(element, commit = '') {
    this.element = element;
    this.number = Number(element.dataset.file);
    this.commit = commit;
    this.path = told.paths[this.number];
    this.rows = new Map(); // 'R12' -> the cell of that number
    this.parts = $$('.part', element).map((part) => ({
      element: part, file: this, loading: null,
      L: reach(part.dataset.l), R: reach(part.dataset.r),
    }));
    for (const part of this.parts) {
      part.element.owner = part;
      if (part.element.firstElementChild) { part.loading = Promise.resolve(); this.index(part.element); } else {
        part.element.style.blockSize = `${Number(part.element.dataset.lines) * 20}px`;
        nearby.observe(part.element);
      }
    }
  }

  index(root) {
    for (const cell of $$('td.n[data-n]', root)) this.rows.set(cell.dataset.s + cell.dataset.n, cell);
  }

  /** Fetch a part, once. */
  load(part) {
    part.loading ??= (async () => {
      try {
        const asked = { file: this.number, part: part.element.dataset.part, ...(this.commit && { commit: this.commit }) };
        const html = await ask('GET', `part?${query(asked)}`);
        fill(part.element, html);
        part.element.style.blockSize = '';
        nearby.unobserve(part.element);
        this.index(part.element);
        if (!this.commit) drawFile(this);
      } catch (error) { part.loading = null; throw error; }
    })();
    return part.loading;
  }

  /** The part that is to hold a line and is not there yet. */
  waiting(s, line) {
    return this.parts.find((part) => !part.element.firstElementChild && part[s][0] <= line && line <= part[s][1]);
  }

  /** The row of a line, fetched or unfolded if need be. */
  async row(s, line) {
    this.fold(false);
    const part = this.waiting(s, line);
    if (part) await this.load(part);
    return this.rows.get(s + line)?.parentNode ?? null;
  }

  get folded() { return $('.body', this.element).hidden; }

  fold(folded) {
    $('.body', this.element).hidden = folded;
    const why = $('.why', this.element);
    if (why) why.hidden = !folded;
    $('.fh .fold', this.element).setAttribute('aria-expanded', String(!folded));
  }
}

const nearby = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const part = entry.target.owner;
    if (entry.isIntersecting) part.file.load(part).catch(() => {});
  }
}, { rootMargin: '1200px 0px' });

const fileOf = (node) => files.get(Number(node.closest('.file').dataset.file));
const codeOf = (row, s) => (view === 'split' ? $(`td.c[data-s="${s}"]`, row) : $('td.c', row));
const textOf = (cell) => [...cell.childNodes].filter((each) => each !== plus).map((each) => each.textContent).join('');
const isChanged = (row) => row.matches('.add,.del') || Boolean($('td.add,td.del', row));

/** Where a row stands: on the side that was asked for, else on the one that changed. */
function placeOf(row, wanted) {
  const s = wanted ?? (row.matches('.del') || ($('td.c.del', row) && !$('td.c.add', row)) ? 'L' : 'R');
  const cell = $(`td.n[data-s="${s}"][data-n]`, row) ?? (wanted ? null : $('td.n[data-n]', row));
  return cell && { file: fileOf(row), s: cell.dataset.s, line: Number(cell.dataset.n) };
}

function readFiles() {
  nearby.disconnect();
  files = new Map($$('#files > .file').map((element) => [Number(element.dataset.file), new FileView(element)]));
  for (const element of $$('.commits .part')) if (!element.firstElementChild) nearby.observe(element);
}

let looks = { view, spaces }; // asked for last; what is shown follows when it is there

/** Show the files in another way. What was begun meanwhile goes on at the same lines. */
async function showFiles(next) {
  const mine = { ...looks, ...next };
  looks = mine;
  const html = await ask('GET', `files?${query({}, mine)}`);
  if (looks !== mine) return;
  ({ view, spaces } = mine);
  const at = current && placeOf(current);
  const open = new Map([...files.values()].map((file) => [file.number, file.folded]));
  const written = document.activeElement.closest('form.cf textarea');
  document.body.dataset.view = view;
  fill($('#files'), html);
  current = null;
  readFiles();
  for (const [number, folded] of open) files.get(number)?.fold(folded);
  [range, anchor, drag] = [range, anchor, drag].map((each) => each && { ...each, file: files.get(each.file.number) });
  paint();
  for (const button of $$('[data-view]', $('.tools'))) button.setAttribute('aria-pressed', String(button.dataset.view === view));
  remember();
  drawAll();
  written?.focus({ preventScroll: true });
  if (at) { const row = await files.get(at.file.number)?.row(at.s, at.line); if (row && !current) setCurrent(row); }
}

// ---- where one is, and what is selected -----------------------------------------------------

let range = null; // { file, s, first, last }
let anchor = null;

function paint() {
  for (const cell of $$('.sel')) cell.classList.remove('sel');
  for (let n = range?.first; range && n <= range.last; n += 1) {
    const cell = range.file.rows.get(range.s + n);
    cell?.classList.add('sel');
    if (cell) codeOf(cell.parentNode, range.s)?.classList.add('sel');
  }
}

function select(from, to = from) {
  const other = to.file === from.file && to.s === from.s ? to.line : from.line;
  range = { file: from.file, s: from.s, first: Math.min(from.line, other), last: Math.max(from.line, other) };
  paint();
}

function setCurrent(row, { scroll = 'nearest' } = {}) {
  current?.classList.remove('cur');
  current = row;
  row.classList.add('cur');
  if (scroll) row.scrollIntoView({ block: scroll });
  const at = placeOf(row);
  if (!at) return;
  const kind = row.matches('.add') || $('td.add', row) ? 'added, ' : isChanged(row) ? 'removed, ' : '';
  say(`${kind}${at.s === 'L' ? 'old line' : 'line'} ${at.line}: ${textOf(codeOf(row, at.s))}`);
}

/** The next row in a direction; parts on the way are fetched, folded files are passed by. */
async function next(row, step) {
  const beside = step > 0 ? 'nextElementSibling' : 'previousElementSibling';
  for (let at = row[beside]; at; at = at[beside]) if (at.matches('tr.r')) return at;
  let part = row.closest('.part').owner;
  const order = [...files.values()];
  while (part) {
    let number = part.file.parts.indexOf(part) + step;
    let file = part.file;
    while (file && !file.parts[number]) {
      do file = order[order.indexOf(file) + step]; while (file && file.folded);
      number = file && step < 0 ? file.parts.length - 1 : 0;
      if (file && !file.parts.length) continue;
    }
    if (!file) return null;
    part = file.parts[number];
    await file.load(part);
    const rows = $$('tr.r', part.element);
    if (rows.length) return step > 0 ? rows[0] : rows.at(-1);
  }
  return null;
}

async function firstRow(file) {
  if (!file?.parts.length) return null;
  await file.load(file.parts[0]);
  return $('tr.r', file.parts[0].element);
}

async function start() {
  for (const file of files.values()) if (!file.folded) { const row = await firstRow(file); if (row) return row; }
  return null;
}

async function step(by, extend = false) {
  const row = current ? await next(current, by) : await start();
  if (!row) return;
  if (extend && current) {
    anchor ??= placeOf(current);
    setCurrent(row);
    const to = anchor && placeOf(row, anchor.s);
    if (to) select(anchor, to);
  } else {
    anchor = null; range = null; paint(); setCurrent(row);
  }
}

async function stepChange(by) {
  let row = current ?? await start();
  const file = row?.closest('.file');
  if (current) while (row && isChanged(row) && row.closest('.file') === file) row = await next(row, by);
  while (row && !isChanged(row)) row = await next(row, by);
  for (let before = row; by < 0 && before && isChanged(before); before = await next(row, by)) {
    if (before.closest('.file') !== row.closest('.file')) break;
    row = before;
  }
  if (row) { range = null; anchor = null; paint(); setCurrent(row, { scroll: 'center' }); }
}

async function goToFile(file) {
  if (!file) return;
  show('files');
  file.element.scrollIntoView();
  const row = file.folded ? null : await firstRow(file);
  if (row) setCurrent(row, { scroll: null });
  file.element.scrollIntoView();
  say(`File ${file.path}`);
}

function fileFrom(by) {
  const order = [...files.values()];
  if (!current) return order[0];
  return order[order.indexOf(fileOf(current)) + by];
}

async function expand(button, how = button.dataset.how) {
  const header = button.closest('tr');
  const file = button.closest('.part').owner.file;
  const [first, last] = [Number(header.dataset.first), Number(header.dataset.last)];
  const end = !header.nextElementSibling && !header.nextSibling;
  const few = 20;
  let [from, to] = [first, last];
  if (how === 'down') to = first + few - 1;
  if (how === 'up') from = last - few + 1;
  await reveal(file, header, from, to);
  say(`${to - from + 1} more lines`);
  if (header.isConnected && !end) $('button', header)?.focus();
}

/** Show some lines of a gap; what is left of it stays a gap above and below them. */
async function reveal(file, header, from, to) {
  const [first, last] = [Number(header.dataset.first), Number(header.dataset.last)];
  const shown = [];
  for (let at = from; at <= to; at += 500) {
    const asked = { file: file.number, first: at, last: Math.min(at + 499, to), ...(file.commit && { commit: file.commit }) };
    const holder = document.createElement('div');
    fill(holder, await ask('GET', `context?${query(asked)}`));
    shown.push(...$$('tr', holder));
  }
  if (from > first && to < last) {
    const above = header.cloneNode(true);
    $('span', above)?.remove();
    narrow(above, first, from - 1);
    header.before(above, ...shown);
    narrow(header, to + 1, last);
  } else if (to < last) {
    header.before(...shown);
    narrow(header, to + 1, last);
  } else {
    header.after(...shown);
    if (from > first) narrow(header, first, from - 1); else header.remove();
  }
  for (const row of shown) file.index(row);
  if (!file.commit) drawFile(file);
}

function narrow(header, first, last) {
  Object.assign(header.dataset, { first, last });
  for (const button of $$('.more', header)) {
    if (button.dataset.how === 'all') button.textContent = `Show ${last - first + 1} hidden line${last > first ? 's' : ''}`;
    else if (last - first < 20) button.remove();
  }
}

// ---- threads --------------------------------------------------------------------------------

const kept = { comments: [], drafts: [], viewed: [], signature: '' };
const forms = new Map(); // open forms by the id of their draft
const keyOf = (each) => (each.line ? each.side[0] + each.line : 'file');
const numberOf = (path) => told.paths.indexOf(path);

function thread(file, key) {
  const cell = file?.rows.get(key);
  if (!cell) return loose(file, key);
  const row = cell.parentNode;
  let after = row;
  while (after.nextElementSibling?.matches('.th')) {
    after = after.nextElementSibling;
    if (after.dataset.key === key) return $('.thread', after);
  }
  const box = make('div', { className: 'thread' });
  box.dataset.key = key;
  const holder = make('tr', { className: 'th' }, make('td', { colSpan: view === 'split' ? 4 : 3 }, box));
  holder.dataset.key = key;
  after.after(holder);
  return box;
}

/** A thread on a file, or on a line that is not shown. */
function loose(file, key) {
  const holder = file ? $('.loose', file.element) : $('#elsewhere');
  let box = $$('.thread', holder).find((each) => each.dataset.key === key);
  if (!box) {
    box = make('div', { className: 'thread' });
    box.dataset.key = key;
    if (file && key !== 'file') {
      const button = make('button', { className: 'link reveal', textContent: 'Show the line' });
      const where = `${key[0] === 'L' ? 'Old line' : 'Line'} ${key.slice(1)}, which the changes do not show. `;
      box.append(make('p', { className: 'where' }, where, button));
    }
    holder.append(box);
  }
  return box;
}

function card(comment) {
  const lines = comment.line
    ? `line${comment.start_line < comment.line ? `s ${comment.start_line} to` : ''} ${comment.line}${comment.side === 'LEFT' ? ', before the change' : ''}`
    : 'the file';
  const head = make('div', { className: 'head' });
  if (comment.label) head.append(make('span', { className: 'tag label', textContent: comment.label }));
  if (comment.severity) head.append(make('span', { className: `tag ${comment.severity}`, textContent: comment.severity }));
  if (comment.outdated) head.append(make('span', { className: 'tag outdated', textContent: 'outdated', title: 'The code under this comment has changed since.' }));
  const where = numberOf(comment.path) < 0 ? ` of ${comment.path}` : '';
  head.append(make('span', { className: 'on', textContent: `on ${lines}${where}` }), make('span', { className: 'sp' }));
  if (!over()) {
    head.append(...['Edit', 'Delete'].map((word) => {
      const button = make('button', { className: `link ${word.toLowerCase()}`, textContent: word });
      button.setAttribute('aria-label', `${word} the comment on ${lines}`);
      return button;
    }));
  }
  const body = make('div', { className: 'prose' });
  fill(body, comment.html);
  const article = make('article', { className: 'card', tabIndex: -1 }, head, body);
  article.dataset.id = comment.id;
  article.dataset.version = comment.version;
  article.setAttribute('aria-label', `Comment on ${lines}`);
  return article;
}

/** Put cards where they belong; forms stay where they are, with what is typed in them. */
function drawFile(file) {
  drawThreads(file, kept.comments.filter((each) => numberOf(each.path) === file.number), file.element);
}

function drawAll() {
  for (const file of files.values()) drawFile(file);
  const others = kept.comments.filter((each) => numberOf(each.path) < 0);
  drawThreads(null, others, $('#elsewhere'));
  $('#elsewhere').hidden = !others.length;
  for (const form of forms.values()) form.attach();
  count();
}

function drawThreads(file, comments, root) {
  for (const old of $$('.card', root)) old.remove();
  for (const comment of comments) {
    const key = file ? keyOf(comment) : `${comment.path}:${keyOf(comment)}`;
    if (file && comment.line && !file.rows.has(key) && file.waiting(key[0], comment.line)) continue;
    const box = thread(file, key);
    const form = $('form', box);
    if (form) form.before(card(comment)); else box.append(card(comment));
  }
  for (const form of forms.values()) if (form.file === file && !form.element.isConnected) form.attach();
  for (const box of $$('.thread', root)) {
    const empty = !$('.card,form', box);
    let more = $('.another', box);
    if (empty || $('form', box) || over()) more?.remove();
    else if (file) {
      more ??= make('button', { className: 'link another', textContent: 'Add another comment here' });
      box.append(more);
    }
    if (empty) (box.closest('tr.th') ?? box).remove();
  }
}

function count() {
  const of = (path) => kept.comments.filter((each) => each.path === path).length;
  $('#ncomments').textContent = kept.comments.length;
  $('#nviewed').textContent = kept.viewed.length;
  $('#viewedbar').value = kept.viewed.length;
  for (const link of $$('#tree a')) {
    const path = told.paths[Number(link.dataset.goto)];
    const number = of(path);
    const badge = $('.cc', link);
    badge.hidden = !number;
    badge.textContent = number;
    badge.title = `${number} comment${number === 1 ? '' : 's'}`;
    link.classList.toggle('done', kept.viewed.includes(path));
  }
  for (const file of files.values()) {
    const box = $('.viewed', file.element);
    if (box) box.checked = kept.viewed.includes(file.path);
  }
}

async function setViewed(file, viewed) {
  file.fold(viewed);
  if (viewed) kept.viewed.push(file.path); else kept.viewed = kept.viewed.filter((each) => each !== file.path);
  count();
  kept.viewed = (await ask('PUT', 'viewed', { path: file.path, viewed })).viewed;
  count();
}

// ---- what is being written ------------------------------------------------------------------

const freshId = () => [...crypto.getRandomValues(new Uint8Array(6))].map((each) => each.toString(16).padStart(2, '0')).join('');
const LABEL = /^\s*\**(praise|nitpick|suggestion|issue|todo|question|thought|chore|note) ?(\([^()\n]{1,60}\))?\**:\**\s?/i;

/** Text that is kept on the server at every key press, in the order in which it was typed. */
class Writing {
  constructor(draft, area, status) {
    Object.assign(this, { draft, area, status, dirty: false, busy: null, closed: false, touched: writes });
    area.addEventListener('input', () => this.typed());
  }

  typed() {
    this.dirty = true;
    this.touched = writes;
    this.status.textContent = 'keeping …';
    this.keep();
  }

  get fields() { return { ...this.draft, body: this.area.value }; }

  keep() { this.busy ??= this.pump().finally(() => { this.busy = null; if (this.dirty && !this.closed && !this.quarreling) this.keep(); }); return this.busy; }

  async pump() {
    while (this.dirty && !this.closed && !this.quarreling) {
      this.dirty = false;
      try {
        const answer = await ask('PUT', 'drafts', this.fields);
        this.draft.version = answer.draft.version;
        this.status.textContent = this.area.value.trim() ? 'kept' : '';
      } catch (error) {
        if (error.code === 'conflict') { this.quarrel(); return; }
        this.dirty = true;
        this.status.textContent = error.code === 'gone' ? 'not kept: the server does not answer' : error.message;
        await new Promise((resolve) => { setTimeout(resolve, 1000); });
      }
      this.touched = writes;
    }
  }

  quarrel() { this.quarreling = true; this.area.dispatchEvent(new Event('quarrel')); }

  /** Nothing of this window is on its way, and nothing is to be decided. */
  get idle() { return !this.dirty && !this.busy && !this.quarreling; }

  take(draft) {
    this.draft = { ...draft };
    this.area.value = draft.body;
  }
}

class Form extends Writing {
  constructor(draft) {
    const element = $('#form').content.firstElementChild.cloneNode(true);
    super(draft, $('textarea', element), $('.kept', element));
    this.element = element;
    this.file = files.get(numberOf(draft.path)) ?? null;
    this.take(draft);
    this.where();
    element.addEventListener('submit', (event) => { event.preventDefault(); this.say(); });
    element.addEventListener('keydown', (event) => this.key(event));
    element.severity.addEventListener('change', () => { this.draft.severity = element.severity.value || null; this.typed(); });
    element.label.addEventListener('change', () => this.relabel(element.label.value));
    this.area.addEventListener('input', () => this.showLabel());
    this.area.addEventListener('quarrel', () => { $('.quarrel', element).hidden = false; });
    $('[data-cancel]', element).addEventListener('click', () => this.discard());
    $('[data-suggest]', element).addEventListener('click', () => this.suggest());
    $('[data-theirs]', element).addEventListener('click', () => this.settle(false));
    $('[data-mine]', element).addEventListener('click', () => this.settle(true));
    forms.set(draft.id, this);
  }

  take(draft) {
    super.take(draft);
    if (!this.element) return;
    this.element.severity.value = draft.severity ?? '';
    this.showLabel();
    $('[data-say]', this.element).firstChild.textContent = draft.edits ? 'Save ' : 'Comment ';
  }

  where() {
    const { line, start_line: first, path } = this.draft;
    const lines = line ? `${this.draft.side === 'LEFT' ? 'old ' : ''}line${first && first < line ? `s ${first} to` : ''} ${line}` : 'whole file';
    $('.where', this.element).textContent = `${path}, ${lines}`;
    this.area.setAttribute('aria-label', `Comment on ${lines} of ${path}`);
    $('[data-suggest]', this.element).hidden = !line || this.draft.side === 'LEFT';
    $('.quarrel p', this.element).textContent = 'This text was changed in another window at the same time.';
  }

  attach() {
    this.file = files.get(numberOf(this.draft.path)) ?? null;
    const key = keyOf(this.draft);
    if (this.element.isConnected && (this.element.closest('.th') || !this.file?.rows.has(key))) return;
    if (this.file && this.draft.line && !this.file.rows.has(key) && this.file.waiting(key[0], this.draft.line)) return;
    const box = thread(this.file, this.file ? key : `${this.draft.path}:${key}`);
    $('.another', box)?.remove();
    box.append(this.element);
    if (!this.file) $('#elsewhere').hidden = false;
  }

  showLabel() {
    this.element.label.value = LABEL.exec(this.area.value)?.[1].toLowerCase() ?? '';
  }

  relabel(label) {
    const bare = this.area.value.replace(LABEL, '');
    this.area.value = label ? `${label}: ${bare}` : bare;
    this.typed();
    this.area.focus();
  }

  async suggest() {
    const { text } = await ask('POST', 'lines', { ...this.draft, body: '' });
    const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((each) => each.length + 1)));
    const before = this.area.value && !this.area.value.endsWith('\n') ? '\n' : '';
    this.area.setRangeText(`${before}${fence}suggestion\n${text}\n${fence}\n`, this.area.selectionEnd, this.area.selectionEnd, 'end');
    this.typed();
    this.area.focus();
  }

  key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.say(); }
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (this.area.value.trim()) { this.area.blur(); say('The draft is kept.'); } else this.discard();
    }
  }

  async say() {
    if (!this.area.value.trim()) { this.complain('Say something first.'); return; }
    if (this.saying) return;
    this.saying = true;
    try {
      await this.keep();
      if (this.quarreling) throw new Refusal('conflict', 'Say first which text is to stand.');
      if (this.dirty) throw new Refusal('gone', 'The server does not answer; nothing is lost, try again.');
      const old = kept.comments.find((each) => each.id === this.draft.edits);
      const fields = { ...this.fields, version_seen: this.seen ?? old?.version ?? '' };
      const { comment } = await ask('POST', 'comments', fields);
      const same = kept.comments.findIndex((each) => each.id === comment.id);
      if (same < 0) kept.comments.push(comment); else kept.comments[same] = comment;
      this.close();
      drawAll();
      focusCard(comment.id);
      if (old) offer('Comment changed.', () => restore(old, comment.version));
      say(old ? 'Comment changed' : 'Comment added');
    } catch (error) { this.complain(error.message); }
    this.saying = false;
  }

  complain(message) { $('.err', this.element).textContent = message; }

  /** After two windows wrote in one draft: take what is there, or go on under another name. */
  async settle(mine) {
    const settled = () => { this.quarreling = false; $('.quarrel', this.element).hidden = true; };
    if (mine) {
      settled();
      forms.delete(this.draft.id);
      Object.assign(this.draft, { id: freshId(), edits: '', version: 0 });
      forms.set(this.draft.id, this);
      this.typed();
      refresh();
      return;
    }
    const { drafts } = await ask('GET', 'state');
    const theirs = drafts.find((each) => each.id === this.draft.id);
    this.dirty = false;
    if (theirs) { this.take(theirs); this.status.textContent = 'kept'; } else { this.close(); refresh(); }
    settled();
  }

  async discard() {
    const lost = this.fields;
    this.close();
    drawAll();
    if (current) current.scrollIntoView({ block: 'nearest' });
    if (this.busy) await this.busy;
    if (lost.version) await ask('DELETE', `drafts/${lost.id}`);
    if (lost.body.trim()) {
      offer('Draft discarded.', async () => {
        const form = new Form({ ...lost, id: freshId(), version: 0 });
        form.typed();
        drawAll();
        form.area.focus();
      });
    }
  }

  close() {
    this.closed = true;
    forms.delete(this.draft.id);
    this.element.remove();
    range = null; anchor = null; paint();
  }
}

/** Begin a comment, or go on with the one that is begun there. */
function write(draft) {
  if (over()) { say('The review is handed in.'); return; }
  const same = (form) => keyOf(form.draft) === keyOf(draft) && form.draft.path === draft.path && form.draft.edits === draft.edits;
  let form = [...forms.values()].find(same);
  form ??= new Form({ id: freshId(), severity: null, body: '', edits: '', version: 0, ...draft });
  form.attach();
  drawAll();
  form.area.focus();
}

function writeOn({ file, s, first, last }) {
  write({ path: s === 'L' ? told.old_paths[file.number] : file.path, start_line: first, line: last, side: side[s], edits: '' });
}

function writeOnFile(file) {
  file.fold(false);
  write({ path: file.path, start_line: null, line: null, side: 'RIGHT', edits: '' });
}

function edit(comment) {
  const { id, path, start_line, line, side: on, severity, body, version } = comment;
  write({ path, start_line, line, side: on, severity, body, edits: id });
  const form = [...forms.values()].find((each) => each.draft.edits === id);
  if (form) form.seen ??= version;
}

async function remove(comment) {
  await ask('DELETE', `comments/${comment.id}`, { version_seen: comment.version });
  kept.comments = kept.comments.filter((each) => each.id !== comment.id);
  drawAll();
  offer('Comment deleted.', () => restore(comment, ''));
}

async function restore(comment, overVersion) {
  const { comment: back } = await ask('POST', 'restored', { ...comment, over: overVersion });
  kept.comments = [...kept.comments.filter((each) => each.id !== back.id), back];
  drawAll();
  focusCard(back.id);
}

function focusCard(id) {
  const found = $$('.card').find((each) => each.dataset.id === id);
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: 'nearest' });
}

let undoing = null;

function offer(text, undo) {
  undoing = undo;
  $('#toasttext').textContent = text;
  $('#undo').hidden = !undo;
  $('#toast').hidden = false;
  say(undo ? `${text} Press z to undo.` : text);
}

async function undo() {
  const work = undoing;
  undoing = null;
  $('#toast').hidden = true;
  if (work) await work();
}

// ---- what others do: another window, the command, the clock -----------------------------------

const over = () => Boolean(told.clock.submitted_at);

async function refresh() {
  const before = writes;
  const found = await ask('GET', 'state');
  if (writes !== before) return; // it may be older than what this window has done since
  Object.assign(kept, found);
  for (const draft of found.drafts) {
    const form = draft.id === 'summary' ? summary : forms.get(draft.id);
    if (!form) new Form(draft).status.textContent = 'kept';
    else if (draft.version > form.draft.version && form.idle) form.take(draft);
  }
  for (const form of [...forms.values()]) {
    const there = found.drafts.some((each) => each.id === form.draft.id);
    if (!there && form.draft.version && form.idle && form.touched <= before) form.close();
  }
  drawAll();
}

let deadline = 0;
let beating = 0;

async function beat() {
  clearTimeout(beating);
  let busy = false;
  try {
    const pulse = await ask('GET', 'pulse');
    told.clock = pulse.clock;
    deadline = performance.now() + pulse.clock.seconds_left * 1000;
    showChecks(pulse.checking);
    showGrading(pulse);
    busy = Boolean(pulse.checking.running || pulse.grading.running);
    if (pulse.signature !== kept.signature) await refresh();
  } catch { /* the banner says so */ }
  beating = setTimeout(beat, busy ? 400 : 1500);
}

let warned = Infinity;

function tick() {
  const left = told.clock.submitted_at ? told.clock.seconds_left : (deadline - performance.now()) / 1000;
  const whole = Math.ceil(Math.abs(left));
  const shown = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  const text = left < 0 ? `over by ${shown}` : `${shown} left`;
  if ($('#clock').textContent !== text) $('#clock').textContent = text;
  $('#clockbar').value = Math.min(1, Math.max(0, 1 - left / (told.clock.minutes * 60)));
  $('.clock').classList.toggle('low', left < 300);
  for (const mark of [300, 60, 0]) {
    if (left <= mark && warned > mark) { if (warned < Infinity) say(mark ? `${mark / 60} minutes left` : 'The time is over'); warned = mark; }
  }
  if (warned === Infinity && left > 300) warned = 1e9;
}

// ---- finish ---------------------------------------------------------------------------------

const summary = new Writing({ id: 'summary', path: null, start_line: null, line: null, side: 'RIGHT', severity: null, body: '', edits: '', version: 0 }, $('#summary'), $('#summarykept'));
$('#summary').addEventListener('quarrel', async () => {
  const theirs = (await ask('GET', 'state')).drafts.find((each) => each.id === 'summary');
  const both = theirs && theirs.body !== summary.area.value ? `${theirs.body}\n\n${summary.area.value}` : summary.area.value;
  summary.draft.version = theirs?.version ?? 0;
  summary.quarreling = false;
  summary.area.value = both;
  summary.typed();
});

async function finish() {
  if (over()) { $('#dgrading').showModal(); return; }
  $('#dfinish').showModal();
  const drafts = [...forms.values()].filter((form) => form.area.value.trim()).length;
  const unseen = files.size - kept.viewed.length;
  const many = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;
  const lines = [many(kept.comments.length, 'comment')];
  if (drafts) lines.push(`${many(drafts, 'draft')} not added yet: ${drafts === 1 ? 'it is' : 'they are'} not handed in`);
  if (unseen) lines.push(`${many(unseen, 'file')} not marked as viewed`);
  const list = () => $('#open').replaceChildren(...lines.map((line) => make('li', { textContent: line })));
  list();
  const work = await ask('GET', 'work');
  lines.push(`${many(work.commits, 'commit')} of yours, ${many(work.uncommitted, 'changed file')} to be committed`);
  if (work.markers) lines.push(`${many(work.markers, 'marker')} in the code, to be taken in as comments`);
  list();
}

async function handIn() {
  const event = $('input[name=event]:checked', $('#dfinish')).value;
  const error = $('.err', $('#dfinish'));
  error.textContent = '';
  try {
    if (summary.busy) await summary.busy;
    await ask('POST', 'finish', { event, body: $('#summary').value });
    $('#dfinish').close();
    $('#dgrading').showModal();
    beat();
  } catch (refusal) { error.textContent = refusal.message; }
}

function showGrading({ clock, grading }) {
  if (clock.graded) { if ($('#dgrading').open) location.assign('report'); return; }
  const dialog = $('#dgrading');
  $('.err', dialog).textContent = grading.error;
  $('#again').hidden = $('#leave').hidden = grading.running;
  $('#gradingbar').hidden = !grading.running;
  $('#doing').textContent = grading.running ? grading.doing + (grading.total ? `: ${grading.done} of ${grading.total}` : ' …')
    : over() ? 'The review is handed in and not graded yet.' : 'It was not handed in.';
  if (grading.total) { $('#gradingbar').max = grading.total; $('#gradingbar').value = grading.done; }
  if (clock.submitted_at) {
    $('#finish').firstChild.textContent = 'Grade ';
    if (!document.body.classList.contains('over')) { document.body.classList.add('over'); drawAll(); }
  }
  if ((grading.running || grading.error) && !dialog.open && !$('#dfinish').open && clock.submitted_at) dialog.showModal();
}

// ---- checks and commits -----------------------------------------------------------------------

let checksShown = '';

function showChecks(checking) {
  const text = JSON.stringify(checking);
  if (text === checksShown) return;
  const before = checksShown && JSON.parse(checksShown);
  checksShown = text;
  const ran = new Map(checking.ran.map((each) => [each.name, each]));
  $('#runchecks').disabled = Boolean(checking.running);
  $('#checkserror').textContent = checking.error;
  $('#checks').replaceChildren(...checking.names.map((name) => {
    const done = ran.get(name);
    const word = done ? (done.passed ? 'passed' : 'failed') : checking.running === name ? 'running …' : checking.running ? 'waiting' : 'not run yet';
    const item = make('li', {}, make('b', { textContent: name }), make('span', { className: `tag ${done ? word : ''}`, textContent: word }));
    if (done && !done.passed) {
      const said = make('pre', { textContent: done.tail.join('\n'), tabIndex: 0 });
      said.setAttribute('aria-label', `What ${name} says`);
      item.append(said);
    }
    return item;
  }));
  if (before && before.running && !checking.running) say(checking.ran.map((each) => `${each.name} ${each.passed ? 'passed' : 'failed'}`).join(', '));
}

async function runChecks() {
  show('checks');
  await ask('POST', 'checks', {});
  beat();
}

async function showCommit(button) {
  const item = button.closest('[data-commit]');
  const holder = $('.files', item);
  const open = holder.hidden;
  holder.hidden = !open;
  button.setAttribute('aria-expanded', String(open));
  button.textContent = open ? 'Hide changes' : 'Show changes';
  if (!open || holder.firstElementChild) return;
  fill(holder, await ask('GET', `files?${query({ commit: item.dataset.commit })}`));
  for (const [number, element] of $$('.file', holder).entries()) {
    const prefix = `c${item.dataset.commit.slice(0, 10)}-${number}`;
    element.id = prefix;
    $('h2', element).id = `${prefix}h`;
    element.setAttribute('aria-labelledby', `${prefix}h`);
    element.view = new FileView(element, item.dataset.commit);
  }
}

// ---- search -----------------------------------------------------------------------------------

let hits = [];
let hit = -1;
let searching = 0;
let searched = Promise.resolve(); // the last search, which Enter waits for

async function search() {
  const wanted = $('#search').value;
  const mine = searching += 1;
  const found = wanted.trim() ? (await ask('GET', `search?${query({ q: wanted })}`)).hits : [];
  if (mine !== searching) return;
  const order = [...files.keys()];
  hits = found.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  hit = -1;
  $('#found').textContent = wanted.trim() ? `${hits.length} found` : '';
  say($('#found').textContent);
  CSS.highlights?.clear();
}

async function goToHit(by) {
  await searched;
  if (!hits.length) return;
  hit = (hit + by + hits.length) % hits.length;
  $('#found').textContent = `${hit + 1} of ${hits.length}`;
  const [number, s, line] = hits[hit];
  const row = await files.get(number).row(s, line);
  if (!row) return;
  setCurrent(row, { scroll: 'center' });
  highlight(codeOf(row, s), $('#search').value);
}

function highlight(cell, wanted) {
  if (!CSS.highlights || !cell) return;
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) { places.push([node, text.length]); text += node.data; }
  const at = text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return;
  const point = (offset) => { const [node, begin] = places.findLast(([, b]) => b <= offset); return [node, offset - begin]; };
  const found = new Range();
  found.setStart(...point(at));
  found.setEnd(...point(at + wanted.length - 1));
  found.setEnd(found.endContainer, found.endOffset + 1);
  CSS.highlights.set('found', new Highlight(found));
}

// ---- tabs and looks -----------------------------------------------------------------------------

const TABS = ['description', 'commits', 'checks', 'files'];

async function show(name) {
  if (document.body.dataset.tab === name) return;
  document.body.dataset.tab = name;
  for (const each of TABS) {
    const tab = $(`#t-${each}`);
    $(`#p-${each}`).hidden = each !== name;
    tab.setAttribute('aria-selected', String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
  }
  history.replaceState(null, '', name === 'files' ? location.pathname + location.search : `#${name}`);
  if (name === 'commits') {
    const html = await ask('GET', 'commits');
    if ($('#p-commits').shown !== html) { fill($('#p-commits'), html); $('#p-commits').shown = html; }
  }
}

function remember() {
  document.cookie = `messypr-looks=${document.documentElement.dataset.theme}.${view}; Path=/; SameSite=Strict; Max-Age=31536000`;
}

function nextTheme() {
  const themes = ['auto', 'light', 'dark'];
  const theme = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % 3];
  document.documentElement.dataset.theme = theme;
  $('#theme').textContent = `Theme: ${theme}`;
  remember();
}

// ---- mouse and touch ------------------------------------------------------------------------------

const plus = make('button', { className: 'plus', textContent: '+', type: 'button', tabIndex: -1 });
plus.setAttribute('aria-hidden', 'true');
let drag = null;

function placeUnder(target) {
  const cell = target.closest?.('#files td.n[data-n], #files tr.r td.c');
  if (!cell) return null;
  return placeOf(cell.parentNode, cell.dataset.s ?? undefined);
}

$('#files').addEventListener('pointerover', (event) => {
  const at = placeUnder(event.target);
  if (!at) return;
  if (drag) { const to = placeOf(event.target.closest('tr'), drag.s); if (to) select(drag, to); return; }
  if (!over() && event.pointerType === 'mouse') codeOf(at.file.rows.get(at.s + at.line).parentNode, at.s)?.append(plus);
});

$('#files').addEventListener('pointerdown', (event) => {
  const on = event.target.closest('.plus, td.n[data-n]');
  if (!on || event.button || over()) return;
  const at = placeUnder(event.target.closest('td'));
  if (!at) return;
  event.preventDefault();
  if (event.shiftKey && (range || current)) {
    const from = range ? { file: range.file, s: range.s, line: range.first } : placeOf(current, at.s);
    if (from) select(from, at);
    drag = { ...at, file: from?.file ?? at.file, s: from?.s ?? at.s, line: from?.line ?? at.line };
  } else { drag = at; select(at); }
});

addEventListener('pointerup', () => {
  if (!drag) return;
  drag = null;
  if (!range) return;
  const row = range.file.rows.get(range.s + range.last)?.parentNode;
  if (row) setCurrent(row, { scroll: null });
  writeOn(range);
});

const safely = async (work) => {
  try { await work; } catch (error) { offer(error.message, null); if (error.code === 'conflict') refresh(); }
};

const commentOf = (node) => kept.comments.find((each) => each.id === node.closest('.card').dataset.id);
const CLICKS = {
  '.fold': (on) => { const file = on.closest('.file').view ?? fileOf(on); file.fold(!file.folded); },
  '.onfile': (on) => writeOnFile(fileOf(on)),
  '.more': (on) => expand(on),
  '.edit': (on) => edit(commentOf(on)),
  '.delete': (on) => remove(commentOf(on)),
  '.another': (on) => another(on),
  '.reveal': (on) => revealLine(on),
  '.changes': (on) => showCommit(on),
  '[role=tab]': (on) => show(on.id.slice(2)),
  '[data-goto]': (on) => goToFile(files.get(Number(on.dataset.goto))),
  '[data-view]:not(body)': (on) => showFiles({ view: on.dataset.view }),
  '[data-close]': (on) => on.closest('dialog').close(),
  '#finish': () => finish(),
  '#again': () => handInAgain(),
  '#help': () => $('#dhelp').showModal(),
  '#theme': () => nextTheme(),
  '#runchecks': () => runChecks(),
  '#undo': () => undo(),
  '#dismiss': () => { $('#toast').hidden = true; undoing = null; },
  '#before': () => goToHit(-1),
  '#after': () => goToHit(1),
  '#treetoggle': (on) => { const open = on.getAttribute('aria-expanded') !== 'true'; on.setAttribute('aria-expanded', String(open)); document.body.classList.toggle('notree', !open); },
};

function another(on) {
  const box = on.closest('.thread');
  const key = box.dataset.key;
  const file = fileOf(on);
  if (key === 'file') writeOnFile(file);
  else writeOn({ file, s: key[0], first: Number(key.slice(1)), last: Number(key.slice(1)) });
}

async function revealLine(on) {
  const key = on.closest('.thread').dataset.key;
  const file = fileOf(on);
  const line = Number(key.slice(1));
  for (const header of $$('tr.hunk[data-first]', file.element)) {
    const [first, last] = [Number(header.dataset.first), Number(header.dataset.last)];
    if (key[0] === 'R' && first <= line && line <= last) {
      await reveal(file, header, Math.max(first, line - 5), Math.min(last, line + 5));
      setCurrent(file.rows.get(key).parentNode, { scroll: 'center' });
      return;
    }
  }
  offer('This line is further away: show the lines around it first.', null);
}

async function handInAgain() {
  $('#again').hidden = true;
  const event = $('input[name=event]:checked', $('#dfinish')).value;
  await ask('POST', 'finish', { event, body: $('#summary').value });
  beat();
}

document.addEventListener('click', (event) => {
  for (const [selector, work] of Object.entries(CLICKS)) {
    const on = event.target.closest(selector);
    if (on) { if (on.matches('a')) event.preventDefault(); safely((async () => work(on))()); return; }
  }
  const row = event.target.closest('#files tr.r');
  if (row && !String(getSelection())) { range = null; anchor = null; paint(); setCurrent(row, { scroll: null }); }
});

document.addEventListener('change', (event) => {
  if (event.target.matches('.viewed')) safely(setViewed(fileOf(event.target), event.target.checked));
  if (event.target.id === 'spaces') safely(showFiles({ spaces: event.target.checked }));
});
$('#dfinish form').addEventListener('submit', (event) => { event.preventDefault(); handIn(); });
$('#search').addEventListener('input', () => { searched = safely(search()); });
$('#search').addEventListener('keydown', (event) => {
  if (event.key === 'Enter') { event.preventDefault(); safely(goToHit(event.shiftKey ? -1 : 1)); }
  if (event.key === 'Escape') event.target.blur();
});

// ---- keys -----------------------------------------------------------------------------------------

const here = () => (current ? fileOf(current) : files.values().next().value);

async function viewedAndOn() {
  const file = here();
  await setViewed(file, !kept.viewed.includes(file.path));
  const order = [...files.values()];
  const rest = [...order.slice(order.indexOf(file) + 1), ...order].find((each) => !kept.viewed.includes(each.path));
  await goToFile(rest ?? file);
}

async function comment() {
  if (range) { writeOn(range); return; }
  const at = current && placeOf(current);
  if (at) { select(at); writeOn(range); }
}

function stepThread(by) {
  const cards = $$('.card, .cf', $('#p-files'));
  const at = cards.indexOf(document.activeElement.closest('.card, .cf'));
  const to = cards[at < 0 ? (by > 0 ? 0 : cards.length - 1) : at + by];
  to?.scrollIntoView({ block: 'center' });
  (to?.querySelector('textarea') ?? to)?.focus({ preventScroll: true });
}

async function moreAround() {
  const part = current?.closest('.part');
  if (!part) return;
  const headers = $$('tr.hunk[data-first]', part.closest('.body'));
  const before = headers.findLast((each) => each.compareDocumentPosition(current) & Node.DOCUMENT_POSITION_FOLLOWING);
  const button = before && ($('[data-how=up]', before) ?? $('[data-how=all]', before));
  if (button) await expand(button);
}

const KEYS = [
  ['j', 'next line', () => step(1)],
  ['k', 'previous line', () => step(-1)],
  ['J', 'select down', () => step(1, true)],
  ['K', 'select up', () => step(-1, true)],
  ['n', 'next change', () => stepChange(1)],
  ['p', 'previous change', () => stepChange(-1)],
  [']', 'next file', () => goToFile(fileFrom(1))],
  ['[', 'previous file', () => goToFile(fileFrom(-1))],
  ['c', 'comment on the line or the selection', () => comment()],
  ['C', 'comment on the file', () => writeOnFile(here())],
  ['t', 'next comment', () => stepThread(1)],
  ['T', 'previous comment', () => stepThread(-1)],
  ['e', 'edit the comment', () => { const on = document.activeElement.closest('.card'); if (on) edit(commentOf(on)); }],
  ['Delete', 'delete the comment', () => { const on = document.activeElement.closest('.card'); return on && remove(commentOf(on)); }],
  ['z', 'undo', () => undo()],
  ['v', 'viewed, and on to the next file', () => viewedAndOn()],
  ['x', 'fold or unfold the file', () => here().fold(!here().folded)],
  ['m', 'more lines above', () => moreAround()],
  ['s', 'unified or split', () => showFiles({ view: view === 'split' ? 'unified' : 'split' })],
  ['w', 'hide or show white space', () => { $('#spaces').checked = !spaces; return showFiles({ spaces: !spaces }); }],
  ['/', 'search', () => { show('files'); $('#search').focus(); }],
  ['1', 'Description', () => show('description')],
  ['2', 'Commits', () => show('commits')],
  ['3', 'Checks', () => show('checks')],
  ['4', 'Files changed', () => show('files')],
  ['r', 'run the checks', () => runChecks()],
  ['d', 'light, dark or auto', () => nextTheme()],
  ['f', 'finish the review', () => finish()],
  ['?', 'these keys', () => $('#dhelp').showModal()],
];
const AS_WELL = [['Ctrl ↵', 'add the comment'], ['Esc', 'leave the comment; it is kept']];
let queue = Promise.resolve();

addEventListener('keydown', (event) => {
  if (event.target.closest('textarea,input:not([type=checkbox]),select,dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('[role=tab]') && ['ArrowLeft', 'ArrowRight'].includes(event.key)) {
    const to = TABS[(TABS.indexOf(event.target.id.slice(2)) + (event.key === 'ArrowRight' ? 1 : 3)) % 4];
    safely(show(to));
    $(`#t-${to}`).focus();
    return;
  }
  const found = KEYS.find(([key]) => key === event.key);
  if (!found) return;
  event.preventDefault();
  queue = queue.then(() => safely((async () => found[2]())())).then(() => { document.body.dataset.keys = String(Number(document.body.dataset.keys ?? 0) + 1); });
});

// ---- begin ----------------------------------------------------------------------------------------

$('#keys').append(...[...KEYS, ...AS_WELL].flatMap(([key, what]) => [make('dt', {}, make('kbd', { textContent: key })), make('dd', { textContent: what })]));
addEventListener('pagehide', () => {
  for (const form of [...forms.values(), summary]) if (form.dirty) fetch('drafts', { method: 'PUT', body: JSON.stringify(form.fields), keepalive: true });
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) beat(); });
deadline = performance.now() + told.clock.seconds_left * 1000;
readFiles();
tick();
setInterval(tick, 500);
if (location.hash.length > 1 && TABS.includes(location.hash.slice(1))) show(location.hash.slice(1));
document.body.classList.toggle('over', over());
await refresh().catch(() => {});
for (const file of files.values()) if (kept.viewed.includes(file.path)) file.fold(true);
document.body.dataset.ready = 'yes';
performance.mark('ready');
beat();

// The visible checks: ruff, mypy and the project's own tests.

import { make, need, needAs, say } from './dom.js';
import { pulseCame } from './events.js';
import { ask } from './server.js';
import { told } from './state.js';
import { showTab } from './tabs.js';

/** @typedef {import('./state.js').Checking} Checking */
/** @typedef {Checking['ran'][number]} Ran */

const PLACE = /([\w./-]+):(\d+)/;

/** @type {Checking | null} */
let shown = null;

/** @param {Checking} checking */
function showChecks(checking) {
  if (JSON.stringify(checking) === JSON.stringify(shown)) return;
  const before = shown;
  shown = checking;
  needAs(HTMLButtonElement, '#runchecks').disabled = Boolean(checking.running);
  need('#stopchecks').hidden = !checking.running;
  need('#checkserror').textContent = checking.error;
  need('#checkswhen').textContent = when(checking);
  need('#checks').classList.toggle('stale', checking.stale && !checking.running);
  need('#checks').replaceChildren(...checking.names.map((name) => item(name, checking)));
  if (before?.running && !checking.running) {
    say(checking.ran.map((ran) => `${ran.name} ${outcome(ran)}`).join(', '));
  }
}

/** @param {Checking} checking */
function when({ running, ended_at, stale, stopped }) {
  if (running || !ended_at) return '';
  const at = new Date(ended_at).toLocaleTimeString('en-GB');
  const ended = `${stopped ? 'You stopped them' : 'They ended'} at ${at}.`;
  const old = 'Your working tree has changed since they began: run them again.';
  return stale ? `${ended} ${old}` : ended;
}

/** @param {Ran} ran */
const outcome = (ran) => (ran.passed ? 'passed' : 'failed');

/**
 * @param {string} name
 * @param {Checking} checking
 */
function item(name, { ran, running, stale }) {
  const done = ran.find((each) => each.name === name);
  const tag = done
    ? make('span', { className: `tag ${outcome(done)}`, textContent: outcome(done) })
    : make('span', { className: 'tag', textContent: waiting(name, running) });
  const line = make('li', {}, make('b', { textContent: name }), tag);
  if (done) {
    const old = make('span', { className: 'tag outdated', textContent: 'outdated' });
    if (stale && !running) line.append(old);
    if (done.summary) line.append(make('span', { textContent: done.summary }));
    const what = `${done.ran} (${done.seconds} s)`;
    line.append(make('code', { className: 'meta', textContent: what }));
  }
  if (done?.tail.length) line.append(output(name, done.tail));
  return line;
}

/**
 * Return what a tool says; places in files of the pull request lead there.
 * @param {string} name
 * @param {string[]} tail
 */
function output(name, tail) {
  const said = make('pre', { tabIndex: 0 }, ...tail.flatMap((line) => [...linked(line), '\n']));
  said.setAttribute('aria-label', `What ${name} says`);
  return said;
}

/** @param {string} text */
function linked(text) {
  const found = PLACE.exec(text);
  if (!found || !told.paths.includes(found[1])) return [text];
  const [place, path, line] = found;
  const button = make('button', { className: 'link place', textContent: place });
  Object.assign(button.dataset, { path, line });
  return [text.slice(0, found.index), button, text.slice(found.index + place.length)];
}

/**
 * @param {string} name
 * @param {string} running
 */
function waiting(name, running) {
  if (!running) return 'not run yet';
  return running === name ? 'running …' : 'waiting';
}

export async function runChecks() {
  showTab('checks');
  await ask('POST', 'checks', {});
}

export const stopChecks = () => ask('DELETE', 'checks', {});

pulseCame.listen(({ checking }) => showChecks(checking));

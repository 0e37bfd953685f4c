// The visible checks: ruff, mypy and the project's own tests.

import { make, need, needAs, say } from './dom.js';
import { pulseCame } from './events.js';
import { ask } from './server.js';
import { showTab } from './tabs.js';

/** @typedef {import('./state.js').Checking} Checking */
/** @typedef {Checking['ran'][number]} Ran */

/** @type {Checking | null} */
let shown = null;

/** @param {Checking} checking */
function showChecks(checking) {
  if (JSON.stringify(checking) === JSON.stringify(shown)) return;
  const before = shown;
  shown = checking;
  needAs(HTMLButtonElement, '#runchecks').disabled = Boolean(checking.running);
  need('#checkserror').textContent = checking.error;
  need('#checks').replaceChildren(...checking.names.map((name) => item(name, checking)));
  if (before?.running && !checking.running) {
    say(checking.ran.map((ran) => `${ran.name} ${outcome(ran)}`).join(', '));
  }
}

/** @param {Ran} ran */
const outcome = (ran) => (ran.passed ? 'passed' : 'failed');

/**
 * @param {string} name
 * @param {Checking} checking
 */
function item(name, { ran, running }) {
  const done = ran.find((each) => each.name === name);
  const tag = done
    ? make('span', { className: `tag ${outcome(done)}`, textContent: outcome(done) })
    : make('span', { className: 'tag', textContent: waiting(name, running) });
  const line = make('li', {}, make('b', { textContent: name }), tag);
  if (done) {
    const what = `${done.ran} (${done.seconds} s)`;
    line.append(make('code', { className: 'meta', textContent: what }));
  }
  if (done?.tail.length) {
    const said = make('pre', { textContent: done.tail.join('\n'), tabIndex: 0 });
    said.setAttribute('aria-label', `What ${name} says`);
    line.append(said);
  }
  return line;
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

pulseCame.listen(({ checking }) => showChecks(checking));

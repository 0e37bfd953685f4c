// The time that is left.

import { need, needAs, say } from './dom.js';
import { pulseCame } from './events.js';
import { told } from './state.js';

const LOW_SECONDS = 300;
const MARKS_SECONDS = [LOW_SECONDS, 60, 0];
const TICK_MS = 500;

/** @typedef {import('./state.js').Clock} Clock */

let deadline = 0;

/** The last mark that was said; none is before the first look at the clock. */
let warned = Number.POSITIVE_INFINITY;

/** @param {Clock} clock */
function set(clock) {
  deadline = performance.now() + clock.seconds_left * 1000;
}

/** @param {number} left */
function text(left) {
  const whole = Math.ceil(Math.abs(left));
  const shown = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return left < 0 ? `over by ${shown}` : `${shown} left`;
}

function tick() {
  const { submitted_at: stopped, seconds_left: then, minutes } = told.clock;
  const left = stopped ? then : (deadline - performance.now()) / 1000;
  const shown = need('#clock');
  if (shown.textContent !== text(left)) shown.textContent = text(left);
  const used = 1 - left / (minutes * 60);
  needAs(HTMLProgressElement, '#clockbar').value = Math.min(1, Math.max(0, used));
  need('.clock').classList.toggle('low', left < LOW_SECONDS);
  warn(left);
}

/** @param {number} left */
function warn(left) {
  for (const mark of MARKS_SECONDS) {
    if (left > mark || warned <= mark) continue;
    if (Number.isFinite(warned)) say(mark ? `${mark / 60} minutes left` : 'The time is over');
    warned = mark;
  }
  if (!Number.isFinite(warned)) warned = Number.MAX_VALUE;
}

/** Begin to show the time. */
export function startClock() {
  set(told.clock);
  tick();
  setInterval(tick, TICK_MS);
}

pulseCame.listen(({ clock }) => set(clock));

// What others do: another window, the command, the checks and the grading.

import { pulseCame, stale } from './events.js';
import { summary } from './finish.js';
import { Form } from './form.js';
import { ask, writes } from './server.js';
import { kept, told } from './state.js';
import { countCommits } from './tabs.js';
import { drawAll, forms } from './threads.js';

/** @typedef {import('./state.js').Draft} Draft */
/** @typedef {import('./state.js').Pulse} Pulse */

const BUSY_MS = 400;
const IDLE_MS = 1500;

let beating = 0;

/** Take in what the server has. */
export async function refresh() {
  const before = writes();
  /** @type {typeof kept} */
  const found = await ask('GET', 'state');
  if (writes() !== before) return; // it may be older than what this window has done since
  Object.assign(kept, found);
  for (const draft of found.drafts) takeIn(draft);
  for (const form of [...forms.values()]) {
    const there = found.drafts.some((each) => each.id === form.draft.id);
    if (!there && form.draft.version && form.idle && form.touched <= before) form.close();
  }
  drawAll();
  await countCommits();
}

/** @param {Draft} draft */
function takeIn(draft) {
  const form = draft.id === 'summary' ? summary : forms.get(draft.id);
  if (!form) new Form(draft).status.textContent = 'kept';
  else if (draft.version > form.draft.version && form.idle) form.take(draft);
}

/** Ask how far everything is, now and from now on. */
export async function beat() {
  clearTimeout(beating);
  let busy = false;
  try {
    /** @type {Pulse} */
    const pulse = await ask('GET', 'pulse');
    told.clock = pulse.clock;
    pulseCame.tell(pulse);
    busy = Boolean(pulse.checking.running || pulse.grading.running);
    if (pulse.signature !== kept.signature) await refresh();
  } catch {
    // the banner says so
  }
  beating = window.setTimeout(beat, busy ? BUSY_MS : IDLE_MS);
}

stale.listen(refresh);

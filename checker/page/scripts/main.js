// The review page. The server writes the diff; these modules add threads, drafts, keys and the
// clock.

import { watchClicks, watchSearch } from './clicks.js';
import { startClock } from './clock.js';
import { files, readFiles } from './files.js';
import { nameButton, summary } from './finish.js';
import { watchKeys } from './keys.js';
import { watchMouse } from './mouse.js';
import { watchReading } from './reading.js';
import { kept, over } from './state.js';
import { watchHeights } from './sticking.js';
import { beat, refresh } from './sync.js';
import { showAddressed } from './tabs.js';
import { forms } from './threads.js';

const writings = () => [...forms.values(), summary];

/**
 * Let the browser ask before a text is lost that the server has refused.
 * @param {Event} event
 */
function askBefore(event) {
  if (writings().some((each) => each.dirty && each.failure)) event.preventDefault();
}

/** What is typed and not kept yet goes out before the page does. */
function keepAll() {
  for (const form of writings()) {
    if (!form.dirty) continue;
    fetch('drafts', { method: 'PUT', body: JSON.stringify(form.fields), keepalive: true });
  }
}

watchMouse();
watchClicks();
watchSearch();
watchKeys();
addEventListener('beforeunload', askBefore);
addEventListener('pagehide', keepAll);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) beat();
});
readFiles();
startClock();
nameButton();
showAddressed();
addEventListener('popstate', () => showAddressed());
watchHeights();
watchReading();
document.body.classList.toggle('over', over());
await refresh().catch(() => {});
for (const file of files.values()) if (kept.viewed.includes(file.path)) file.fold(true);
document.body.dataset.ready = 'yes';
performance.mark('ready');
beat();

// The four tabs, and light or dark.

import { fill, need } from './dom.js';
import { ask } from './server.js';
import { looks } from './state.js';

export const TABS = ['description', 'commits', 'checks', 'files'];
const THEMES = ['auto', 'light', 'dark'];
const A_YEAR_SECONDS = 31_536_000;

let commits = '';

/** @param {string} name */
export async function showTab(name) {
  if (document.body.dataset.tab === name) return;
  document.body.dataset.tab = name;
  for (const each of TABS) {
    const tab = need(`#t-${each}`);
    need(`#p-${each}`).hidden = each !== name;
    tab.setAttribute('aria-selected', String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
  }
  const address = name === 'files' ? location.pathname + location.search : `#${name}`;
  history.replaceState(null, '', address);
  if (name === 'commits') await showCommits();
}

async function showCommits() {
  const html = await ask('GET', 'commits');
  if (html === commits) return;
  commits = html;
  fill(need('#p-commits'), html);
}

/** Keep the looks for the next time. */
export function remember() {
  const { theme } = document.documentElement.dataset;
  const flags = `Path=/; SameSite=Strict; Max-Age=${A_YEAR_SECONDS}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers
  document.cookie = `messypr-looks=${theme}.${looks.view}; ${flags}`;
}

export function nextTheme() {
  const { dataset } = document.documentElement;
  const theme = THEMES[(THEMES.indexOf(dataset.theme ?? '') + 1) % THEMES.length];
  dataset.theme = theme;
  need('#theme').textContent = `Theme: ${theme}`;
  remember();
}

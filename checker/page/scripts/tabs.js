// The four tabs, and light or dark.

import { counted, fill, need } from './dom.js';
import { ask } from './server.js';
import { kept, looks } from './state.js';

export const TABS = ['description', 'commits', 'checks', 'files'];
const THEMES = ['auto', 'light', 'dark'];
const A_YEAR_SECONDS = 31_536_000;

let commits = '';

/** How far down each tab was read. */
/** @type {Record<string, number>} */
const places = {};

/**
 * Show a tab where it was left.
 * @param {string} name
 * @param {{ record?: boolean }} [how] whether Back leads to the tab before
 */
export async function showTab(name, { record = true } = {}) {
  const before = document.body.dataset.tab ?? '';
  if (before === name) return;
  places[before] = scrollY;
  document.body.dataset.tab = name;
  for (const each of TABS) {
    const tab = need(`#t-${each}`);
    need(`#p-${each}`).hidden = each !== name;
    tab.setAttribute('aria-selected', String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
  }
  const address = name === 'files' ? location.pathname + location.search : `#${name}`;
  if (record) history.pushState(null, '', address);
  scrollTo(0, places[name] ?? 0);
  if (name === 'commits') await showCommits();
}

/** Show the tab that the address names, as Back and Forward do. */
export function showAddressed() {
  const wanted = location.hash.slice(1);
  return showTab(TABS.includes(wanted) ? wanted : 'files', { record: false });
}

/** Say how many commits there are, and how many of them are one's own. */
export async function countCommits() {
  if (!kept.commits) return;
  const { all, yours } = kept.commits;
  need('#ncommits').textContent = String(all);
  need('#yours').textContent = yours
    ? `, with ${counted(yours, 'commit')} of yours after them`
    : '';
  if (document.body.dataset.tab === 'commits') await showCommits();
}

/** Fetch the list of commits, which is filled anew if it has changed. */
export async function showCommits() {
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

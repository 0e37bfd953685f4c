// Which file one reads, marked in the tree.

import { $$, need } from './dom.js';
import { files } from './files.js';

const LINE_PIXELS = 24;
let waiting = false;

/** Return the number of the file that is below what stays at the top of the window. */
function read() {
  const below = need('.bar').getBoundingClientRect().bottom + LINE_PIXELS;
  let found = -1;
  for (const { element, number } of files.values()) {
    if (found < 0 || element.getBoundingClientRect().top <= below) found = number;
    else break;
  }
  return found;
}

function mark() {
  waiting = false;
  if (document.body.dataset.tab !== 'files') return;
  const number = read();
  for (const link of $$('#tree a')) {
    const is = Number(link.dataset.goto) === number;
    if (is === link.hasAttribute('aria-current')) continue;
    if (is) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
    if (is) show(link);
  }
}

/**
 * Scroll the tree, and nothing else, until a link is in sight.
 * @param {HTMLElement} link
 */
function show(link) {
  const tree = need('#tree');
  const place = tree.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < place.top) tree.scrollTop -= place.top - top;
  if (bottom > place.bottom) tree.scrollTop += bottom - place.bottom;
}

function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(mark);
}

export function watchReading() {
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);
  mark();
}

// How high what stays at the top of the window is, for the style sheet, which places the rest below.

import { need } from './dom.js';

const PADDING_PIXELS = 6;
const bar = need('.bar');
const round = need('.round');
const tools = need('.tools');

/**
 * The bar stays, and while one searches the tools do. In a narrow window only the bar's last row
 * stays, which has the clock and the button that finishes the review.
 */
function measure() {
  const rows = round.offsetTop - need('.tabs').offsetTop > round.offsetHeight / 2;
  const gone = rows ? round.offsetTop - PADDING_PIXELS : 0;
  const { style } = document.documentElement;
  style.setProperty('--bar', `${bar.offsetHeight - gone}px`);
  style.setProperty('--gone', `${gone}px`);
  style.setProperty('--tools', `${tools.offsetHeight}px`);
}

export function watchHeights() {
  const observer = new ResizeObserver(measure);
  for (const each of [bar, round, tools]) observer.observe(each);
  measure();
}

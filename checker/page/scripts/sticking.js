// How high what stays at the top of the window is, for the style sheet, which places the rest below.

import { need } from './dom.js';

const bar = need('.bar');
const round = need('.round');
const tools = need('.tools');

/**
 * The bar stays, and while one searches the tools do. In a narrow window only the bar's last row
 * stays, which has the clock and the button that finishes the review.
 */
function measure() {
  const rows = round.offsetTop - need('.tabs').offsetTop > round.offsetHeight / 2;
  const whole = bar.offsetHeight;
  const stays = rows ? whole - (round.offsetTop - bar.offsetTop) + 4 : whole;
  const { style } = document.documentElement;
  style.setProperty('--bar', `${stays}px`);
  style.setProperty('--gone', `${whole - stays}px`);
  style.setProperty('--tools', `${tools.offsetHeight}px`);
}

export function watchHeights() {
  const observer = new ResizeObserver(measure);
  for (const each of [bar, round, tools]) observer.observe(each);
  measure();
}

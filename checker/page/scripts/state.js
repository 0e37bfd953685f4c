// What this window knows of the review: what the server told, and how the page looks.

import { need } from './dom.js';

/** @typedef {'LEFT' | 'RIGHT'} Side */
/**
 * @typedef {object} Comment
 * @property {string} id
 * @property {string} version
 * @property {string} path
 * @property {number | null} start_line
 * @property {number | null} line
 * @property {Side} side
 * @property {string | null} severity
 * @property {string} kind
 * @property {string} label
 * @property {string} body
 * @property {string} html
 * @property {boolean} outdated
 */
/**
 * @typedef {object} Draft
 * @property {string} id
 * @property {string | null} path
 * @property {number | null} start_line
 * @property {number | null} line
 * @property {Side} side
 * @property {string | null} severity
 * @property {string} body
 * @property {string} edits
 * @property {string} kind what was typed so far
 * @property {number} version
 */
/**
 * @typedef {object} Clock
 * @property {number} seconds_left
 * @property {number} minutes
 * @property {string | null} submitted_at
 * @property {boolean} graded
 */
/**
 * @typedef {object} Ran
 * @property {string} name
 * @property {boolean} passed
 * @property {string[]} tail
 * @property {string} ran
 * @property {number} seconds
 * @property {string} summary
 */

/**
 * @typedef {object} Checking
 * @property {string[]} names
 * @property {string} running
 * @property {string} error
 * @property {Ran[]} ran
 * @property {string | null} ended_at
 * @property {boolean} stale
 * @property {boolean} stopped
 */
/**
 * @typedef {object} Grading
 * @property {boolean} running
 * @property {string} doing
 * @property {number} done
 * @property {number} total
 * @property {string} error
 */
/** @typedef {{ clock: Clock, checking: Checking, grading: Grading, signature: string }} Pulse */

/** @type {{ paths: string[], old_paths: string[], clock: Clock }} */
export const told = JSON.parse(need('#told').textContent ?? '');

/**
 * @type {{ comments: Comment[], drafts: Draft[], viewed: string[], signature: string,
 *   commits: { all: number, yours: number } | null }}
 */
export const kept = { comments: [], drafts: [], viewed: [], signature: '', commits: null };

/** How the changes are shown. */
export const looks = { view: document.body.dataset.view ?? 'unified', spaces: false };

/** Whether the review is handed in. */
export const over = () => Boolean(told.clock.submitted_at);

/**
 * Return the number of a file of the pull request, -1 for any other.
 * @param {string | null} path
 */
export const numberOf = (path) => told.paths.indexOf(path ?? '');

/**
 * Return the parameters of a request about the changes as they are shown.
 * @param {Record<string, string | number>} fields
 */
export function query(fields, how = looks) {
  const strings = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  const spaces = how.spaces ? [['spaces', 'ignored']] : [];
  return new URLSearchParams([['view', how.view], ...spaces, ...strings]);
}

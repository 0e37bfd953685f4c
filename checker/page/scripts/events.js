// What modules tell each other that must not import each other.

/** @typedef {import('./state.js').Comment} Comment */
/** @typedef {import('./state.js').Pulse} Pulse */
/** @typedef {import('./files.js').FileView} FileView */

/**
 * @template T
 * @returns {{ listen: (work: (about: T) => unknown) => void, tell: (about: T) => void }}
 */
function channel() {
  /** @type {((about: T) => unknown)[]} */
  const listeners = [];
  return {
    listen: (work) => listeners.push(work),
    tell: (about) => {
      for (const work of listeners) work(about);
    },
  };
}

/** A file has rows that it had not before. */
export const rowsCame = /** @type {typeof channel<FileView>} */ (channel)();

/** The server said how far everything is. */
export const pulseCame = /** @type {typeof channel<Pulse>} */ (channel)();

/** Somebody added or changed a comment in this window. */
export const commentSaved = /** @type {typeof channel<Comment>} */ (channel)();

/** What this window knows is too old. */
export const stale = /** @type {typeof channel<void>} */ (channel)();

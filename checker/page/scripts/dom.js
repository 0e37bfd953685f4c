// Find, make and fill elements. Texts of people reach the page as text, or as HTML that the server
// has escaped.

/** @type {{ createPolicy: Function } | undefined} */
const trustedTypes = Reflect.get(globalThis, 'trustedTypes');
const policy = trustedTypes?.createPolicy('messypr', {
  createHTML: (/** @type {string} */ text) => text,
});

/**
 * Return the first element that fits, or null.
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {HTMLElement | null}
 */
export function $(selector, root = document) {
  return root.querySelector(selector);
}

/**
 * Return all elements that fit.
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {HTMLElement[]}
 */
export function $$(selector, root = document) {
  return [...root.querySelectorAll(/** @type {'div'} */ (selector))];
}

/**
 * Return the first element that fits; the page always has one.
 * @param {string} selector
 * @param {ParentNode} root
 */
export function need(selector, root = document) {
  return needAs(HTMLElement, selector, root);
}

/**
 * Return the first element that fits, which is of a kind.
 * @template {Element} T
 * @param {new () => T} kind
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {T}
 */
export function needAs(kind, selector, root = document) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${selector}`);
}

/**
 * Return the closest element around a node that fits; the page always has one.
 * @param {Element} node
 * @param {string} selector
 */
export function around(node, selector) {
  const found = node.closest(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`nothing around is ${selector}`);
}

/**
 * Return the element that an event happened on.
 * @param {Event} event
 */
export function on(event) {
  return event.target instanceof Element ? event.target : document.body;
}

/**
 * Make an element with properties and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {(Node | string)[]} children
 */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/**
 * Fill an element with HTML of the server.
 * @param {Element} node
 * @param {string} html
 */
export function fill(node, html) {
  node.innerHTML = policy ? policy.createHTML(html) : html;
}

/**
 * Say something to those who do not see the page.
 * @param {string} text
 */
export function say(text) {
  need('#live').textContent = text;
}

/**
 * Return "1 comment" or "2 comments".
 * @param {number} number
 * @param {string} thing
 */
export function counted(number, thing) {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';

export type Child = Node | string | number | null;
type Attribute = string | number | boolean | null | ((event: Event) => void);

/**
 * An element. A function under `click` and the like is told of that event; an attribute that is false
 * or null is left out, one that is true stands without a value. Texts are never read as markup.
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null) element.setAttribute(key, String(value));
  }
  put(element, ...children);
  return element;
}

/** Makes these the only children. */
export function put(parent: Element, ...children: readonly Child[]): void {
  const nodes = children.filter((child) => child !== null);
  parent.replaceChildren(...nodes.map((child) => (child instanceof Node ? child : String(child))));
}

/** Figures with their names, large. */
export function tiles(
  ...figures: readonly (readonly [name: string, value: string])[]
): HTMLElement {
  const tile = ([name, value]: (typeof figures)[number]) =>
    h('div', {}, h('dt', {}, name), h('dd', {}, value));
  return h('dl', { class: 'tiles' }, ...figures.map(tile));
}

/** A button of the editor's look. */
export function button(
  text: string,
  onClick: () => void,
  { secondary = false, label = null }: { secondary?: boolean; label?: string | null } = {},
): HTMLElement {
  return h('vscode-button', { secondary, 'aria-label': label, title: label, click: onClick }, text);
}

/** A choice with its label. `options` are values and their texts. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  onChange: (value: string) => void,
): HTMLElement {
  const select = h(
    'select',
    { change: () => onChange(select.value) },
    ...options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)),
  );
  return h('label', { class: 'choice' }, h('span', {}, label), select);
}

/** A picture that was written as text, described by `label`. */
export function pictureOf(svg: string, label: string): Element {
  const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const picture = document.importNode(documentElement, true);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', label);
  return picture;
}

import { Fragment, options, type VNode } from 'preact';
import { shownText } from '../state/shown-text';

/** Attributes that people read or hear. */
const READ = ['title', 'aria-label', 'alt', 'placeholder'];

/** Has all text of the page go through {@link shownText}, whichever component draws it. */
export function markHiddenText(): void {
  const before = options.vnode?.bind(options);
  options.vnode = (node) => {
    if (typeof node.type === 'string' || node.type === Fragment) mark(node);
    before?.(node);
  };
}

function mark(node: VNode): void {
  const props = node.props as { children?: unknown } & Record<string, unknown>;
  props.children = shown(props.children);
  for (const name of READ) {
    const text = props[name];
    if (typeof text === 'string') props[name] = shownText(text);
  }
}

function shown(children: unknown): unknown {
  if (typeof children === 'string') return shownText(children);
  return Array.isArray(children) ? children.map(shown) : children;
}

import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Role } from '../net/socket';

/** What the address names: a place of the page, or one terminal. */
export type Route =
  | { readonly place: 'terminals' }
  | { readonly place: 'terminal'; readonly id: string; readonly role: Role }
  /** All tools, or one of them beside the others. */
  | { readonly place: 'tools'; readonly tool?: string }
  | { readonly place: 'settings' };

/** Places with an address of their own; the hub must know it, too (`Http.java`). */
const ADDRESSES = { terminals: '/', tools: '/tools', settings: '/settings' } as const;

export function parseRoute(path: string, search: string): Route {
  const id = /^\/t\/([^/]+)\/?$/.exec(path)?.[1];
  if (id !== undefined) {
    const role = new URLSearchParams(search).get('role') === 'view' ? 'view' : 'control';
    return { place: 'terminal', id: decode(id), role };
  }
  const tool = /^\/tools\/([^/]+)\/?$/.exec(path)?.[1];
  if (tool !== undefined) return { place: 'tools', tool: decode(tool) };
  switch (path.replace(/\/$/, '')) {
    case ADDRESSES.tools:
      return { place: 'tools' };
    case ADDRESSES.settings:
      return { place: 'settings' };
    default:
      return { place: 'terminals' };
  }
}

export function pathOf(route: Route): string {
  if (route.place === 'tools' && route.tool !== undefined) {
    return `${ADDRESSES.tools}/${encodeURIComponent(route.tool)}`;
  }
  if (route.place !== 'terminal') return ADDRESSES[route.place];
  return `/t/${encodeURIComponent(route.id)}${route.role === 'view' ? '?role=view' : ''}`;
}

/** Whether it is the place of terminals, one in full or their list. */
export function isAtTerminals({ place }: Route): boolean {
  return place === 'terminals' || place === 'terminal';
}

/** The route in force; the address bar and the back button are its two other faces. */
export class Router {
  readonly #route = signal(here());

  constructor() {
    window.addEventListener('popstate', () => {
      this.#route.value = here();
    });
  }

  get route(): ReadonlySignal<Route> {
    return this.#route;
  }

  go(route: Route): void {
    if (pathOf(route) === pathOf(this.#route.value)) return;
    history.pushState(null, '', pathOf(route));
    this.#route.value = route;
  }

  /** Goes there without a step to come back to, as when what was here is gone. */
  replace(route: Route): void {
    if (pathOf(route) === pathOf(this.#route.value)) return;
    history.replaceState(null, '', pathOf(route));
    this.#route.value = route;
  }
}

function here(): Route {
  return parseRoute(location.pathname, location.search);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Role } from '../net/socket';

/** What the address names: the list, or one terminal. */
export type Route =
  | { readonly place: 'terminals' }
  | { readonly place: 'terminal'; readonly id: string; readonly role: Role };

export function parseRoute(path: string, search: string): Route {
  const id = /^\/t\/([^/]+)\/?$/.exec(path)?.[1];
  if (id === undefined) return { place: 'terminals' };
  const role = new URLSearchParams(search).get('role') === 'view' ? 'view' : 'control';
  return { place: 'terminal', id: decode(id), role };
}

export function pathOf(route: Route): string {
  if (route.place === 'terminals') return '/';
  return `/t/${encodeURIComponent(route.id)}${route.role === 'view' ? '?role=view' : ''}`;
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

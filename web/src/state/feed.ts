import { HubEvents } from '../net/hub-events';
import type { HubEventsListener } from '../net/hub-events';

/** The hub's events for all parts of the page: browsers allow six connections, and each stream is one. */
export class Feed {
  readonly #followers: HubEventsListener[] = [];
  #events: HubEvents | undefined;

  /** For as long as the page is there. */
  follow(follower: HubEventsListener): void {
    this.#followers.push(follower);
  }

  resume(): void {
    this.#events ??= new HubEvents({
      opened: () => this.#followers.forEach((follower) => follower.opened()),
      happened: (event) => this.#followers.forEach((follower) => follower.happened(event)),
      lost: () => this.#followers.forEach((follower) => follower.lost()),
    });
  }

  /** Stops following; what is known stays. */
  pause(): void {
    this.#events?.close();
    this.#events = undefined;
  }

  retryNow(): void {
    this.#events?.retryNow();
  }
}

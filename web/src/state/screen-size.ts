import { batch, computed, signal } from '@preact/signals';
import type { Size } from '../net/protocol';

/** The hub answers a claim at once; one that another viewer's overtook is given up after this. */
const CLAIM_MS = 1000;

/** The size that a screen has, the one that would fill its room, and who decides between them. */
export class ScreenSize {
  readonly size = signal<Size | undefined>(undefined);
  readonly fitting = signal<Size | undefined>(undefined);
  /** Another viewer decides how large the screen is. */
  readonly isSetElsewhere = computed(
    () =>
      this.size.value !== undefined &&
      !this.#claiming.value &&
      !sameSize(this.size.value, this.fitting.value),
  );

  /** The size is known, and no other one has been asked for. */
  readonly isSettled = computed(
    () =>
      this.size.value !== undefined && this.fitting.value !== undefined && !this.#claiming.value,
  );

  /** Between asking for a size and being told of it. */
  readonly #claiming = signal(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The fitting size has been asked for. */
  claimed(): void {
    clearTimeout(this.#timer);
    this.#claiming.value = !sameSize(this.size.peek(), this.fitting.peek());
    this.#timer = setTimeout(() => {
      this.#claiming.value = false;
    }, CLAIM_MS);
  }

  /** The screen has this size now. */
  told(size: Size): void {
    batch(() => {
      this.size.value = size;
      if (sameSize(size, this.fitting.peek())) this.#claiming.value = false;
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

export function sameSize(a: Size | undefined, b: Size | undefined): boolean {
  return a?.cols === b?.cols && a?.rows === b?.rows;
}

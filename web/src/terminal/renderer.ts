import type { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

/** Browsers take the oldest context away beyond sixteen a page; some are left for what else draws. */
const MOST_CONTEXTS = 12;

let contexts = 0;

/**
 * Draws a screen with WebGL while it is shown, where the browser has it. xterm.js falls back to
 * drawing with elements by itself when there is none, as after a context that was lost.
 */
export class Renderer {
  readonly #terminal: Terminal;
  #wanted = false;
  #addon: WebglAddon | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  async start(): Promise<void> {
    this.#wanted = true;
    if (this.#addon || contexts >= MOST_CONTEXTS) return;
    contexts++;
    try {
      const { WebglAddon } = await import('@xterm/addon-webgl');
      // It may have been hidden meanwhile, and even shown again.
      if (!this.#isWanted() || this.#isDrawing()) {
        contexts--;
        return;
      }
      const addon = new WebglAddon();
      addon.onContextLoss(() => {
        this.#giveBack();
      });
      this.#terminal.loadAddon(addon);
      this.#addon = addon;
    } catch (error) {
      contexts--;
      console.info('Patchbay: drawing without WebGL', error);
    }
  }

  /** Returns the context, at once: one that is only dropped counts until it is collected. */
  stop(): void {
    this.#wanted = false;
    const lost = [...(this.#terminal.element?.querySelectorAll('canvas') ?? [])].map((canvas) =>
      this.#addon ? canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context') : undefined,
    );
    this.#giveBack();
    for (const extension of lost) extension?.loseContext();
  }

  /** Asked by name: the compiler takes a field for what it was before something was awaited. */
  #isWanted(): boolean {
    return this.#wanted;
  }

  #isDrawing(): boolean {
    return this.#addon !== undefined;
  }

  #giveBack(): void {
    if (!this.#addon) return;
    const addon = this.#addon;
    this.#addon = undefined;
    contexts--;
    addon.dispose();
  }
}

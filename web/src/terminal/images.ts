import type { Terminal } from '@xterm/xterm';
import { ImageSniffer } from './image-sniffer';
import { swallowQueries } from './mute-queries';

/** For one screen, in MiB: the oldest images go first. */
const STORAGE_MIB = 32;

const DECODER_LOOK_MS = 10;
const DECODER_LOOKS = 200;

/** Draws images in terminals, once a program shows one. */
export class Images {
  readonly #terminal: Terminal;
  readonly #sniffer = new ImageSniffer();
  #loading: Promise<void> | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** What to wait for before these bytes are parsed; nothing for nearly all. */
  before(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#loading || !this.#sniffer.meets(bytes)) return undefined;
    this.#loading = this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    try {
      const { ImageAddon } = await import('@xterm/addon-image');
      const addon = new ImageAddon({ enableSizeReports: false, storageLimit: STORAGE_MIB });
      this.#terminal.loadAddon(addon);
      // The addon answers queries of its own; those are the hub's.
      swallowQueries(this.#terminal.parser);
      await decoder(addon);
    } catch (error) {
      console.info('Patchbay: images in terminals are not shown', error);
    }
  }
}

/** The addon drops a picture that comes before its decoder is compiled, and does not tell when that is. */
async function decoder(addon: object): Promise<void> {
  const { _handlers } = addon as { _handlers?: Map<string, { _dec?: unknown }> };
  for (let looks = 0; looks < DECODER_LOOKS && !_handlers?.get('sixel')?._dec; looks++) {
    await new Promise((resolve) => setTimeout(resolve, DECODER_LOOK_MS));
  }
}

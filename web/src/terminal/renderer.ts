import type { Terminal } from '@xterm/xterm';

/**
 * Draws with WebGL where the browser has it. xterm.js falls back to drawing with elements by itself
 * when the addon is missing or disposed of, as after a context that was lost.
 */
export async function drawWithWebgl(terminal: Terminal, stillWanted: () => boolean): Promise<void> {
  try {
    const { WebglAddon } = await import('@xterm/addon-webgl');
    if (!stillWanted()) return;
    const addon = new WebglAddon();
    addon.onContextLoss(() => {
      addon.dispose();
    });
    terminal.loadAddon(addon);
  } catch (error) {
    console.info('Patchbay: drawing without WebGL', error);
  }
}

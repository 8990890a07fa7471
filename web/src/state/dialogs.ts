import { signal } from '@preact/signals';
import type { LaunchWish } from './tool-actions';

/** What stands over the page and must be done with first; one at a time. */
export type Dialog =
  | { readonly is: 'palette' }
  | { readonly is: 'help' }
  | { readonly is: 'needs' }
  | { readonly is: 'new-terminal' }
  | { readonly is: 'close-terminal'; readonly id: string; readonly running: string }
  | { readonly is: 'download'; readonly id: string; readonly path: string }
  | { readonly is: 'share'; readonly id: string }
  | { readonly is: 'launch-anyway'; readonly wish: LaunchWish; readonly why: string }
  | {
      readonly is: 'recipe';
      readonly tool: string;
      readonly verb: 'install' | 'update';
      /** The one that is chosen at first; by default the best. */
      readonly recipe?: string;
    }
  | { readonly is: 'paste'; readonly text: string; readonly answer: (may: boolean) => void };

/** `number`: no two that were ever shown are one, though they may say the same. */
export type ShownDialog = Dialog & { readonly number: number };

/** The dialog that is open. */
export class Dialogs {
  readonly open = signal<ShownDialog | undefined>(undefined);
  #shown = 0;

  show(dialog: Dialog): void {
    const before = this.open.peek();
    if (before?.is === 'paste') before.answer(false);
    this.open.value = { ...dialog, number: ++this.#shown };
  }

  /** A dialog's own closing may be told when another one is open already. */
  close(dialog: ShownDialog): void {
    if (this.open.peek() === dialog) this.open.value = undefined;
  }
}

import { useWorkbench } from './context';
import { Dialog } from './dialog';

interface PasteDialogProps {
  readonly text: string;
  readonly onAnswer: (may: boolean) => void;
}

/** More of it than this is not shown. */
const MOST_SHOWN = 2000;

/** Asked before several lines go to a program that would carry out each of them at once. */
export function PasteDialog({ text, onAnswer }: PasteDialogProps) {
  const { settings } = useWorkbench();
  const lines = text.trimEnd().split(/\r\n|\r|\n/).length;
  return (
    <Dialog title={`Paste ${lines} lines?`} onClose={() => onAnswer(false)}>
      <p>The program may carry out each line as soon as it comes.</p>
      <pre class="paste-text" tabIndex={0} aria-label="What would be pasted">
        {text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}
      </pre>
      <div class="dialog-actions">
        <button
          type="button"
          class="link-button at-start"
          onClick={() => {
            settings.change({ askBeforePaste: 'never' });
            onAnswer(true);
          }}
        >
          Paste, and do not ask again
        </button>
        <button type="button" onClick={() => onAnswer(false)}>
          Cancel
        </button>
        <button type="button" class="primary" autofocus onClick={() => onAnswer(true)}>
          Paste
        </button>
      </div>
    </Dialog>
  );
}

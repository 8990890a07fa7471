import { useState } from 'preact/hooks';
import { beginDownload } from '../net/files';
import { sentence } from '../net/problem';
import { Dialog } from './dialog';

interface DownloadDialogProps {
  readonly terminal: string;
  /** What a link named; a program chooses it, so it is shown before anything is fetched. */
  readonly path: string;
  readonly onClose: () => void;
}

export function DownloadDialog({ terminal, path, onClose }: DownloadDialogProps) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const wanted = (data.get('path') as string | null) ?? '';
    if (wanted === '') {
      setError('Which file?');
      return;
    }
    setBusy(true);
    const result = await beginDownload(terminal, wanted);
    setBusy(false);
    if (!result.ok) {
      setError(sentence(result.failure));
      return;
    }
    save(result.value);
    onClose();
  };

  return (
    <Dialog title="Download a file" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div class="field">
          <label for="path">Path</label>
          <input
            id="path"
            name="path"
            class="mono"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            autofocus
            defaultValue={path}
            aria-invalid={error !== undefined}
            aria-describedby="path-hint"
          />
          <p id="path-hint" class={error ? 'error' : 'hint'} role={error ? 'alert' : undefined}>
            {error ?? 'A relative one starts from the folder that the terminal’s program works in'}
          </p>
        </div>
        <div class="dialog-actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy}>
            Download
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The hub answers with an attachment, so the page stays where it is. */
function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}

import { useEffect } from 'preact/hooks';
import type { Transfer } from '../state/transfers';
import { sizeText } from '../state/sizes';
import { useWorkbench } from './context';
import { CloseIcon } from './icons';

/** Files on their way, and what became of them; over the page's corner while there are any. */
export function TransfersPanel() {
  const { transfers } = useWorkbench();
  const all = transfers.all.value;
  useEffect(() => {
    // A browser that is left to it goes to a file that misses the terminal, away from the page.
    const stay = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, []);
  if (all.length === 0) return null;
  return (
    <section class="transfers" aria-label="Uploads">
      <header>
        <h2>{transfers.isBusy.value ? 'Uploading' : 'Uploads'}</h2>
        {!transfers.isBusy.value && (
          <button
            type="button"
            class="link-button"
            onClick={() => all.forEach(({ id }) => transfers.dismiss(id))}
          >
            Clear
          </button>
        )}
      </header>
      <ul>
        {all.map((transfer) => (
          <Row key={transfer.id} transfer={transfer} />
        ))}
      </ul>
    </section>
  );
}

function Row({ transfer }: { transfer: Transfer }) {
  const { transfers } = useWorkbench();
  const { id, name, folder, state, size, sent } = transfer;
  const busy = state === 'waiting' || state === 'sending';
  return (
    <li class={`transfer ${state}`}>
      <span class="transfer-name" title={`${folder}/${name}`}>
        {name}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={busy ? `Cancel the upload of ${name}` : `Dismiss ${name}`}
        title={busy ? 'Cancel' : 'Dismiss'}
        onClick={() => (busy ? transfers.cancel(id) : transfers.dismiss(id))}
      >
        <CloseIcon />
      </button>
      {busy && <progress aria-label={`Progress of ${name}`} max={Math.max(size, 1)} value={sent} />}
      <span class="transfer-says" role={state === 'failed' ? 'alert' : undefined}>
        {says(transfer)}
      </span>
    </li>
  );
}

function says({ state, size, sent, folder, problem }: Transfer): string {
  switch (state) {
    case 'waiting':
      return `Waiting · ${sizeText(size)}`;
    case 'sending':
      return sent >= size ? 'Being stored…' : `${sizeText(sent)} of ${sizeText(size)}`;
    case 'done':
      return `${sizeText(size)} in ${folder}`;
    case 'cancelled':
      return 'Cancelled, nothing was stored';
    case 'failed':
      return problem ?? 'It failed';
  }
}

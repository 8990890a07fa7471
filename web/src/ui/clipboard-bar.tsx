import { useEffect } from 'preact/hooks';
import type { Attachment } from '../state/attachment';
import { sizeText } from '../state/sizes';
import { copy, writeClipboard } from '../terminal/clipboard';
import { useWorkbench } from './context';

/** Asks, once for each terminal, whether its programs may write to the clipboard. */
export function ClipboardBar({ attachment }: { attachment: Attachment }) {
  const { consents } = useWorkbench();
  const text = attachment.clipboard.value;
  const consent = consents.of(attachment.id);

  useEffect(() => {
    if (text === undefined || consent === undefined) return;
    if (consent === 'refused') {
      attachment.clipboard.value = undefined;
      return;
    }
    // Some browsers let a page write only while a key or button is pressed: then the bar stays.
    void writeClipboard(text).then((written) => {
      if (written && attachment.clipboard.peek() === text) attachment.clipboard.value = undefined;
    });
  }, [attachment, text, consent]);

  if (text === undefined || consent === 'refused') return null;
  const done = () => {
    attachment.clipboard.value = undefined;
    attachment.focus();
  };
  const put = () => {
    consents.decide(attachment.id, 'allowed');
    void copy(text).then(done);
  };
  return (
    <div class="ask-bar" role="alertdialog" aria-label="Clipboard">
      <span>A program here wants to put {sizeText(text.length)} of text on your clipboard.</span>
      {consent === undefined && (
        <button
          type="button"
          onClick={() => {
            consents.decide(attachment.id, 'refused');
            done();
          }}
        >
          Never here
        </button>
      )}
      <button type="button" class="primary" onClick={put}>
        {consent === undefined ? 'Allow in this terminal' : 'Copy'}
      </button>
    </div>
  );
}

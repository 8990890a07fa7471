/**
 * Text as it may be pasted: without control characters, which could end a bracketed paste early and
 * have the rest carried out as typed.
 */
export function pasteable(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, '');
}

/** False where the browser does not let the page write, as some do unless a key or button is pressed. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies outside a copy event; also where the clipboard API is missing (plain HTTP off loopback). */
export async function copy(text: string): Promise<void> {
  if (!(await writeClipboard(text))) {
    const onCopy = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener('copy', onCopy, { capture: true, once: true });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else works without TLS
    document.execCommand('copy');
    document.removeEventListener('copy', onCopy, { capture: true });
  }
}

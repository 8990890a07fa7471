/**
 * Text as it may be pasted: without control characters, which could end a bracketed paste early and
 * have the rest carried out as typed.
 */
export function pasteable(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, '');
}

/** Copies outside a copy event; also where the clipboard API is missing (plain HTTP off loopback). */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
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

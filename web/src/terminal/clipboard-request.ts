/** What a program asked of the clipboard (OSC 52). */
export type ClipboardRequest =
  | { readonly is: 'write'; readonly text: string }
  | { readonly is: 'too-large'; readonly bytes: number }
  /** A question for the content, which is never answered, or nothing that makes sense. */
  | { readonly is: 'nothing' };

/** What a program may put on the clipboard at most. */
export const MOST_BYTES = 1024 * 1024;

const NOTHING: ClipboardRequest = { is: 'nothing' };

/** Reads what follows `52;`: which clipboards, and the text in base64. */
export function readClipboardRequest(data: string): ClipboardRequest {
  const [, content] = /^[cpqs0-7]*;(.*)$/s.exec(data) ?? [];
  if (!content || content === '?') return NOTHING;
  const bytes = Math.floor((content.length * 3) / 4);
  if (bytes > MOST_BYTES + 2) return { is: 'too-large', bytes };
  try {
    const binary = atob(content);
    if (binary.length > MOST_BYTES) return { is: 'too-large', bytes: binary.length };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (char) => char.charCodeAt(0)),
    );
    return text === '' ? NOTHING : { is: 'write', text };
  } catch {
    return NOTHING;
  }
}

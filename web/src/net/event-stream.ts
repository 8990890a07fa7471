/** One message of a stream of server-sent events. */
export interface StreamMessage {
  readonly name: string;
  readonly data: string;
}

/**
 * Longest line and longest message, in characters. The hub's largest event, a tool with its copies,
 * takes a hundredth.
 */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Takes server-sent events apart as their bytes come, as the HTML standard has it. */
export class EventStreamParser {
  #decoder = new TextDecoder();
  #rest = '';
  #name = '';
  #data: string[] = [];
  #characters = 0;

  /** The messages that these bytes complete; throws when one has no end. */
  push(bytes: Uint8Array): StreamMessage[] {
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    // A CR at the end may be half of a CRLF.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + text.slice(end);
    if (this.#rest.length > MAX_CHARACTERS) throw new Error('an event without end');
    return lines.flatMap((line) => this.#take(line));
  }

  #take(line: string): StreamMessage[] {
    if (line === '') return this.#finish();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#name = value;
    if (field === 'data') {
      this.#characters += value.length;
      if (this.#characters > MAX_CHARACTERS) throw new Error('an event without end');
      this.#data.push(value);
    }
    return [];
  }

  #finish(): StreamMessage[] {
    const message = { name: this.#name || 'message', data: this.#data.join('\n') };
    const complete = this.#data.length > 0;
    this.#name = '';
    this.#data = [];
    this.#characters = 0;
    return complete ? [message] : [];
  }
}

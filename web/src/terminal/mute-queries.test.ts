import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { muteQueries } from './mute-queries';

/** A real xterm.js without a page; gives back what it would have sent to the program. */
async function answersTo(program: string, mute: boolean): Promise<string> {
  const terminal = new headless.Terminal({
    allowProposedApi: true,
    // Worse than the page: every report that xterm.js can make is allowed.
    windowOptions: { getWinSizeChars: true, getWinSizePixels: true, getCellSizePixels: true },
  });
  const muted = mute ? muteQueries(terminal.parser) : undefined;
  reportFocusAsInAPage(terminal);
  let answers = '';
  terminal.onData((data) => (answers += muted?.now ? '' : data));
  terminal.onBinary((data) => (answers += data));
  await new Promise<void>((done) => terminal.write(program, done));
  return answers;
}

const ANSWERED = [
  ['DA1', '\x1b[c'],
  ['DA1 with a parameter', '\x1b[0c'],
  ['DA2', '\x1b[>c'],
  ['DSR', '\x1b[5n'],
  ['CPR', '\x1b[6n'],
  ['DECXCPR', '\x1b[?6n'],
  ['DECRQM', '\x1b[?2026$p'],
  ['DECRQM of an ANSI mode', '\x1b[4$p'],
  ['DECRQSS', '\x1bP$qm\x1b\\'],
  ['the size in cells', '\x1b[18t'],
  ['focus reports turned on', '\x1b[?1004h'],
  ['focus reports turned on among others, as in a snapshot', '\x1bc\x1b[?2004;1004;7hend'],
] as const;

const OTHERS = [
  ['DECID', '\x1bZ'],
  ['DA3', '\x1b[=c'],
  ['the colour scheme', '\x1b[?996n'],
  ['XTVERSION', '\x1b[>q'],
  ['XTGETTCAP', '\x1bP+q544e\x1b\\'],
  ['the keyboard flags', '\x1b[?u'],
  ['the size in pixels', '\x1b[14t'],
  ['the title', '\x1b[21t'],
  ['a palette colour', '\x1b]4;1;?\x07'],
  ['the foreground, background and cursor', '\x1b]10;?;?;?\x1b\\'],
  ['the clipboard', '\x1b]52;c;?\x07'],
] as const;

/** As in a page, where xterm.js reports the focus as soon as a program asks for reports. */
function reportFocusAsInAPage(terminal: headless.Terminal): void {
  const { _core } = terminal as unknown as {
    _core: {
      _inputHandler: { onRequestSendFocus: (listener: () => void) => void };
      coreService: { triggerDataEvent: (data: string) => void };
    };
  };
  _core._inputHandler.onRequestSendFocus(() => {
    _core.coreService.triggerDataEvent('\x1b[I');
  });
}

describe('a muted terminal', () => {
  it.each([...ANSWERED, ...OTHERS])('does not answer %s', async (_name, query) => {
    expect(await answersTo(query, true)).toBe('');
  });

  it.each(ANSWERED)('would answer %s without being muted', async (_name, query) => {
    expect(await answersTo(query, false)).not.toBe('');
  });

  it('does not answer queries cut into pieces and mixed with text', async () => {
    const all = [...ANSWERED, ...OTHERS].map(([, query]) => `text${query}`).join('');
    expect(await answersTo(all, true)).toBe('');
  });

  it('still shows what is around a query', async () => {
    const terminal = new headless.Terminal({ allowProposedApi: true });
    muteQueries(terminal.parser);
    await new Promise<void>((done) => terminal.write('a\x1b[6nb\x1b]11;?\x07\x1b[?25lc', done));
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('abc');
  });

  it('lets through what the user makes right after a query', async () => {
    const terminal = new headless.Terminal({ allowProposedApi: true });
    const muted = muteQueries(terminal.parser);
    let sent = '';
    terminal.onData((data) => (sent += muted.now ? '' : data));
    await new Promise<void>((done) => terminal.write('\x1b]11;?\x07', done));
    terminal.input('x');
    expect(sent).toBe('x');
  });
});

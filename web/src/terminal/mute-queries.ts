import type { IParser } from '@xterm/xterm';

/**
 * Keeps xterm.js from answering a program's queries. The hub answers them, once, with or without
 * viewers; an answer from each page as well would reach the program as typed garbage.
 */
export function muteQueries(parser: IParser): Muted {
  const muted = new Muted();
  const mute = () => muted.untilParsed();
  swallowQueries(parser);
  // The clipboard is no business of a program's without the user's consent.
  parser.registerOscHandler(52, () => true);

  // Colours: one sequence may set some and ask for others, so it is carried out, unanswered.
  for (const code of [4, 10, 11, 12]) parser.registerOscHandler(code, mute);
  // xterm.js reports the focus when reports are turned on, which no user did.
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, (modes) => modes.includes(1004) && mute());
  return muted;
}

/** Takes the queries that can only be answered or left; what is registered later comes first. */
export function swallowQueries(parser: IParser): void {
  const swallow = () => true;
  // Device attributes: primary, secondary, tertiary, and DECID, their old form.
  for (const prefix of ['', '>', '=']) parser.registerCsiHandler({ prefix, final: 'c' }, swallow);
  parser.registerEscHandler({ final: 'Z' }, swallow);
  // Device status and cursor position, ANSI and DEC; light or dark (? 996) among them.
  for (const prefix of ['', '?']) parser.registerCsiHandler({ prefix, final: 'n' }, swallow);
  // DECRQM: the state of a mode.
  for (const prefix of ['', '?'])
    parser.registerCsiHandler({ prefix, intermediates: '$', final: 'p' }, swallow);
  // XTVERSION, the keyboard protocol's flags, DECRQSS, XTGETTCAP.
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow);
  parser.registerCsiHandler({ prefix: '?', final: 'u' }, swallow);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow);
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow);
  // XTSMGRAPHICS: what images may be.
  parser.registerCsiHandler({ prefix: '?', final: 'S' }, swallow);
  // The window's size, position and title.
  parser.registerCsiHandler({ final: 't' }, ([operation]) => isWindowReport(operation));
}

/** Whether what xterm.js sends just now is an answer, not something that the user made. */
export class Muted {
  #now = false;

  get now(): boolean {
    return this.#now;
  }

  /** Parsing never yields to a user's event within one task; a microtask runs when it has ended. */
  untilParsed(): false {
    this.#now = true;
    queueMicrotask(() => {
      this.#now = false;
    });
    return false;
  }
}

function isWindowReport(operation: number | number[] | undefined): boolean {
  return typeof operation === 'number' && operation >= 11 && operation <= 21;
}

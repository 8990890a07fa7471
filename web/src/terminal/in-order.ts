import { piecesOf } from './pieces';

/** What xterm.js offers here: it parses writes later, in pieces, and says when one is done. */
interface Parser {
  write(bytes: Uint8Array, done: () => void): void;
}

type Step =
  | { readonly write: Uint8Array; readonly done: () => void }
  | { readonly run: () => void }
  | { readonly wait: Promise<void> };

/**
 * Keeps a stream's order over a terminal that parses writes later but resizes and resets at once:
 * a step that `run`s waits until everything written before it has been parsed.
 */
export class InOrder {
  #unparsed = 0;
  #waiting = false;
  readonly #steps: Step[] = [];
  readonly #parser: Parser;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  write(bytes: Uint8Array, done: () => void = () => undefined): void {
    this.#steps.push({ write: bytes, done });
    this.#advance();
  }

  run(run: () => void): void {
    this.#steps.push({ run });
    this.#advance();
  }

  /** Nothing after this is written before the promise is kept, or broken. */
  wait(wait: Promise<void>): void {
    this.#steps.push({ wait });
    this.#advance();
  }

  #advance(): void {
    for (let step = this.#steps[0]; step && !this.#waiting; step = this.#steps[0]) {
      if ('run' in step) {
        if (this.#unparsed > 0) return;
        this.#steps.shift();
        step.run();
      } else if ('wait' in step) {
        this.#steps.shift();
        this.#wait(step.wait);
      } else {
        this.#steps.shift();
        this.#write(step.write, step.done);
      }
    }
  }

  #write(bytes: Uint8Array, done: () => void): void {
    const pieces = piecesOf(bytes);
    pieces.forEach((piece, i) => {
      this.#unparsed++;
      this.#parser.write(piece, () => {
        this.#unparsed--;
        if (i < pieces.length - 1) return;
        done();
        this.#advance();
      });
    });
  }

  #wait(promise: Promise<void>): void {
    const goOn = () => {
      this.#waiting = false;
      this.#advance();
    };
    this.#waiting = true;
    promise.then(goOn, goOn);
  }
}

import { coloursFor, type Colours } from './colours.js';
import { redact } from './redact.js';

/** A stream that the command writes to. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface OutputSettings {
  /** One JSON document instead of text. */
  readonly json: boolean;
  /** Stack traces, and SQL in full. */
  readonly debug: boolean;
  readonly colour: boolean;
}

/** So many characters are printed at once. */
const linesAtOnce = 1 << 15;

/** What the command prints: results to stdout, everything else to stderr, secrets masked in both. */
export class Output {
  /** Says only what was asked for, and errors. */
  quiet = false;
  /** Says more. */
  verbose = false;
  readonly json: boolean;
  readonly debug: boolean;
  readonly #colour: boolean;
  #onResult: Colours | undefined;
  #onNotes: Colours | undefined;

  constructor(
    settings: OutputSettings,
    private readonly stdout: OutputStream = process.stdout,
    readonly stderr: OutputStream = process.stderr,
  ) {
    this.json = settings.json;
    this.debug = settings.debug;
    this.#colour = settings.colour;
  }

  /** Colours for what goes to stdout. */
  get colours(): Colours {
    return (this.#onResult ??= coloursFor(this.stdout, this.#colour));
  }

  /** Colours for what goes to stderr. */
  get noteColours(): Colours {
    return (this.#onNotes ??= coloursFor(this.stderr, this.#colour));
  }

  /** Prints a command's result: the data as JSON, or the text made of it. An empty text prints nothing. */
  result(data: unknown, text: () => string): void {
    if (this.json) this.data(data);
    else this.#line(this.stdout, text());
  }

  /** Like `result`, for a text of very many lines: it is printed while it is made. */
  resultLines(data: unknown, make: (line: (text: string) => void) => void): void {
    if (this.json) {
      this.data(data);
      return;
    }
    let text = '';
    make((line) => {
      text += `${line}\n`;
      if (text.length < linesAtOnce) return;
      this.stdout.write(redact(text));
      text = '';
    });
    if (text !== '') this.stdout.write(redact(text));
  }

  /** Like `result`, but its text only tells people what was done, and is left out when quiet. */
  report(data: unknown, text: () => string): void {
    if (this.json || !this.quiet) this.result(data, text);
  }

  data(data: unknown): void {
    this.#line(this.stdout, JSON.stringify(data, undefined, 2));
  }

  /** Writes to stdout what must not be changed: SQL. */
  raw(text: string): void {
    this.stdout.write(text);
  }

  /** Tells people something beside the result. */
  note(text: string): void {
    if (!this.quiet) this.#line(this.stderr, text);
  }

  error(text: string): void {
    this.#line(this.stderr, text);
  }

  #line(stream: OutputStream, text: string): void {
    if (text !== '') stream.write(`${redact(text)}\n`);
  }
}

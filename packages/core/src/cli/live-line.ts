import type { OutputStream } from './output.js';
import { redact } from './redact.js';

/** One line at the bottom of a terminal that is written over, and cleared in the end. Elsewhere it shows nothing. */
export class LiveLine {
  readonly #shown: boolean;
  #isDrawn = false;
  #timer: NodeJS.Timeout | undefined;
  #text: () => string = () => '';

  constructor(
    private readonly stream: OutputStream,
    wanted: boolean,
  ) {
    this.#shown = wanted && stream.isTTY === true && process.env['TERM'] !== 'dumb';
  }

  /** Shows a text, asked for anew each second. Drawn at once: a driver that blocks would let no timer come. */
  show(text: () => string): void {
    if (!this.#shown) return;
    this.#text = text;
    this.#draw();
    this.#timer ??= setInterval(() => this.#draw(), 1000).unref();
  }

  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#isDrawn) this.stream.write('\r\u001B[2K');
    this.#isDrawn = false;
  }

  #draw(): void {
    // Some terminals say that they have no columns.
    const columns = this.stream.columns ?? 0;
    const text = cut(redact(this.#text()), (columns > 0 ? columns : 80) - 1);
    this.stream.write(`\r\u001B[2K${text}`);
    this.#isDrawn = true;
  }
}

/** At most so many characters, without counting or cutting escape sequences: a line that wraps can't be written over. */
function cut(text: string, width: number): string {
  let result = '';
  let used = 0;
  // oxlint-disable-next-line no-control-regex
  for (const [part] of text.matchAll(/\u001B\[[0-9;]*m|[\s\S]/gu)) {
    if (part.startsWith('\u001B')) result += part;
    else if (used < width) {
      result += part;
      used += 1;
    }
  }
  return result;
}

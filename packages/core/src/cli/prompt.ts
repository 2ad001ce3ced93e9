import { createInterface, type Interface } from 'node:readline';
import { NotAnsweredError } from '../autogenerate/errors.js';
import type { Output } from './output.js';

/** Where questions are asked and answered. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Questions to whoever sits at the terminal. */
export class Prompt {
  /** What was typed ahead of the question. */
  readonly #typed: string[] = [];
  #waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void } | undefined;
  #isOver = false;
  /** Whether Ctrl-C was the answer. */
  isInterrupted = false;

  private constructor(private readonly lines: Interface) {
    lines.on('line', (line) => {
      if (this.#waiting === undefined) this.#typed.push(line);
      else this.#waiting.resolve(line);
      this.#waiting = undefined;
    });
    lines.once('SIGINT', () => {
      this.isInterrupted = true;
      lines.close();
    });
    // Left alone, a question that is never answered would wait for ever.
    lines.once('close', () => {
      this.#isOver = true;
      this.#waiting?.reject(new NotAnsweredError());
    });
  }

  /** Undefined where nobody can be asked: no terminal, or a program reads the output. */
  static open(
    { json }: Pick<Output, 'json'>,
    { input, output }: Conversation = { input: process.stdin, output: process.stderr },
  ): Prompt | undefined {
    if (json || input.isTTY !== true || output.isTTY !== true) return undefined;
    return new Prompt(createInterface({ input, output, terminal: true }));
  }

  /** Asks until the answer is yes or no. @throws NotAnsweredError where the input ends, or at Ctrl-C */
  async confirm(question: string): Promise<boolean> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a person answers one question after another
      const answer = (await this.#answer(`${question} [y/n] `)).trim().toLowerCase();
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') return false;
    }
  }

  close(): void {
    this.lines.close();
  }

  #answer(question: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const typed = this.#typed.shift();
      if (typed === undefined && this.#isOver) {
        reject(new NotAnsweredError());
        return;
      }
      if (typed === undefined) this.#waiting = { resolve, reject };
      else resolve(typed);
      if (this.#isOver) return;
      this.lines.setPrompt(question);
      this.lines.prompt();
    });
  }
}

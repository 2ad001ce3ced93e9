import { createInterface, type Interface } from 'node:readline/promises';
import { NotAnsweredError } from '../autogenerate/errors.js';
import type { Output } from './output.js';

/** Where questions are asked and answered. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Questions to whoever sits at the terminal. */
export class Prompt {
  readonly #ended = new AbortController();
  /** Whether Ctrl-C was the answer. */
  isInterrupted = false;

  private constructor(private readonly lines: Interface) {
    // Left alone, a question that is never answered would wait for ever.
    lines.once('SIGINT', () => {
      this.isInterrupted = true;
      this.#ended.abort();
    });
    lines.once('close', () => this.#ended.abort());
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

  async #answer(question: string): Promise<string> {
    try {
      return await this.lines.question(question, { signal: this.#ended.signal });
    } catch (error) {
      if (this.#ended.signal.aborted) throw new NotAnsweredError();
      throw error;
    }
  }
}

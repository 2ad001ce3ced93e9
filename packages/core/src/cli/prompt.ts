import { createInterface, type Interface } from 'node:readline/promises';
import type { Output } from './output.js';

/** Questions to whoever sits at the terminal. */
export class Prompt {
  private constructor(private readonly lines: Interface) {}

  /** Undefined where nobody can be asked: no terminal, or a program reads the output. */
  static open({ json }: Pick<Output, 'json'>): Prompt | undefined {
    if (json || !process.stdin.isTTY || !process.stderr.isTTY) return undefined;
    return new Prompt(createInterface({ input: process.stdin, output: process.stderr }));
  }

  /** Asks until the answer is yes or no. */
  async confirm(question: string): Promise<boolean> {
    for (;;) {
      const answer = (await this.lines.question(`${question} [y/n] `)).trim().toLowerCase();
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') return false;
    }
  }

  close(): void {
    this.lines.close();
  }
}

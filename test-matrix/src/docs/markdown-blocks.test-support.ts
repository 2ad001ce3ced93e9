import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface CodeBlock {
  /** What stands behind the fence: `sh`, `ts`. */
  readonly language: string;
  readonly text: string;
  /** `README.md:12`. */
  readonly place: string;
}

/** The fenced code blocks of a Markdown file of the workspace, in order. */
export function codeBlocks(file: string): readonly CodeBlock[] {
  const text = readFileSync(join(root, file), 'utf8');
  return Array.from(text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gmu), (match) => ({
    language: match[1] ?? '',
    text: match[2] ?? '',
    place: `${file}:${text.slice(0, match.index).split('\n').length}`,
  }));
}

/** The commands of a shell block, one a line. */
export function commandsOf(block: CodeBlock): readonly string[] {
  return block.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

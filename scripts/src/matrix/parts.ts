import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';

/** A column of the matrix: ava test files that belong together. */
export interface Part {
  readonly name: string;
  /** What ava is given. */
  readonly pattern: string;
}

const folder = 'test-matrix/src/parts';

/** The parts there are: a file `NAME.test.ts`, or a folder with test files in it. */
export function findParts(): readonly Part[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry): readonly Part[] => {
      if (entry.isDirectory()) return [{ name: entry.name, pattern: `${folder}/${entry.name}/**/*.test.ts` }];
      const name = /^(.+)\.test\.ts$/u.exec(entry.name)?.[1];
      return name === undefined ? [] : [{ name, pattern: `${folder}/${entry.name}` }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

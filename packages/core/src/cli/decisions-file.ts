import { readFileSync } from 'node:fs';
import type { GivenDecisions } from '../autogenerate/decisions.js';
import { DecisionsFileError } from '../autogenerate/errors.js';

const fields: readonly string[] = ['renames', 'notRenames', 'drops'] satisfies readonly (keyof GivenDecisions)[];

/** Reads a file of decisions, JSON. @throws DecisionsFileError */
export function readDecisions(file: string): GivenDecisions {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new DecisionsFileError(
      file,
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DecisionsFileError(file, 'are not an object.');
  }
  for (const [key, part] of Object.entries(value)) {
    if (!fields.includes(key)) throw new DecisionsFileError(file, `have a part ${key}, which means nothing.`);
    if (!Array.isArray(part) || !part.every((one) => typeof one === 'string')) {
      throw new DecisionsFileError(file, `have ${key} that are not an array of strings.`);
    }
  }
  return value;
}

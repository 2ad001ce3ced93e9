import { createRequire } from 'node:module';

import type * as Sucrase from 'sucrase';

import { type FunctionBody, isUnusual, plainFunctionBody, requiredIn, withoutImportMeta } from './module-text.js';
import type { TransformCache } from './transform-cache.js';

/** Part of each cache entry; a test holds it against the installed version. Raise the last number when the options change. */
export const TRANSFORMER = 'sucrase 3.35.1 1';

/** The text is beyond the quick transformers: it needs jiti, or is wrong. */
export class BeyondTransformError extends Error {}

const require = createRequire(import.meta.url);

/** The ways to a function body, quickest first. A later one is taken when what an earlier one gave does not compile. */
export const TRANSFORMS: readonly ((
  file: string,
  source: string,
  cache: TransformCache,
) => FunctionBody | undefined)[] = [(_file, source) => plainFunctionBody(source), transformed];

function transformed(file: string, source: string, cache: TransformCache): FunctionBody {
  const kept = cache.get(file, source);
  if (kept !== undefined) return { code: kept, specifiers: requiredIn(kept) };
  if (isUnusual(source)) throw new BeyondTransformError('needs the thorough transformer');
  // Synchronous, because it is needed below a synchronous `require`, and late, because it takes 40 ms to start.
  const { transform } = require('sucrase') as typeof Sucrase;
  const { code } = transform(withoutImportMeta(source), {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
    filePath: file,
  });
  cache.set(file, source, code);
  return { code, specifiers: requiredIn(code) };
}

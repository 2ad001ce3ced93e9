import '@aludel/core';
declare module '@aludel/core' {
  interface TableOptions { readonly sqlite?: { readonly strict?: boolean } }
  interface Operations { 'sqlite.rebuildTable': { readonly kind: 'sqlite.rebuildTable' } }
}
import type { Operation, Rules } from '@aludel/core/dialect';
import { table, t } from '@aludel/core';
export const a = table('x', { id: t.integer() }, { sqlite: { strict: true } });
export const k: Operation['kind'] = 'sqlite.rebuildTable';
export type R = Rules<'sqlite.rebuildTable'>;

import type { CoreOperationKind } from '@aludel/core/dialect';
import type { CasesOf } from '../operation-case.js';
import { columnCases } from './columns.js';
import { dataCases } from './data.js';
import { indexCases } from './indexes.js';
import { keyCases } from './keys.js';
import { objectCases } from './objects.js';
import { tableCases } from './tables.js';

/** At least one case for each kind of operation; a kind without one does not compile. */
export const operationCases: CasesOf<CoreOperationKind> = {
  ...tableCases,
  ...columnCases,
  ...keyCases,
  ...indexCases,
  ...objectCases,
  ...dataCases,
};

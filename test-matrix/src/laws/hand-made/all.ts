import type { CoreOperationKind } from '@aludel/core/dialect';
import { columnCases } from './columns.js';
import { keyCases } from './keys.js';
import { objectCases } from './objects.js';
import type { HandMadeOf } from './setups.js';
import { tableCases } from './tables.js';

/** At least one case for each kind of operation; a kind without one does not compile. */
export const handMade: HandMadeOf<CoreOperationKind> = {
  ...tableCases,
  ...columnCases,
  ...keyCases,
  ...objectCases,
};

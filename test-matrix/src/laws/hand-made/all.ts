import type { CoreOperationKind } from '@aludel/core/dialect';
import { columnsCases } from './columns.js';
import { keysCases } from './keys.js';
import { objectsCases } from './objects.js';
import type { HandMadeOf } from './setups.js';
import { tablesCases } from './tables.js';

/** At least one case for each kind of operation; a kind without one does not compile. */
export const handMade: HandMadeOf<CoreOperationKind> = {
  ...tablesCases,
  ...columnsCases,
  ...keysCases,
  ...objectsCases,
};

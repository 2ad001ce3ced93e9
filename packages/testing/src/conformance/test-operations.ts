import type { CoreOperationKind } from '@aludel/core/dialect';
import { show } from '../equivalent.js';
import { checkInspect, checkUndo, compared } from '../live/check-inspect.js';
import { inWords } from '../live/watch.js';
import { meets, type OperationCase } from './operation-case.js';
import { operationCases } from './operations/all.js';
import { inSession, recorded, told } from './running-case.js';
import type { Suite } from './suite.js';

/**
 * Every core operation: on a real database it does what the model says, no row is lost, and what is derived from it brings
 * the schema back. Variants that the profile does not allow are named at the end.
 */
export function testOperations(suite: Suite): void {
  const left: string[] = [];
  for (const [kind, cases] of Object.entries(operationCases) as readonly [
    CoreOperationKind,
    readonly OperationCase[],
  ][]) {
    for (const one of cases) {
      const unmet = (one.needs ?? []).filter((need) => !meets(need, suite.dialect.profile));
      if (unmet.length === 0) suite.add(`${kind} ${one.name}`, kind, () => runCase(suite, one));
      else left.push(`${kind} ${one.name}: the profile has no ${unmet.join(', no ')}`);
    }
  }
  if (left.length === 0) return;
  suite.add('operations that the profile leaves out are named', undefined, (say) => {
    for (const line of left) say.log(line);
    return Promise.resolve();
  });
}

async function runCase({ dialect: { watch, ...rest } }: Suite, one: OperationCase): Promise<void> {
  await inSession(rest, async (session, place) => {
    const given = recorded(one.given, place);
    if (given.length > 0) await session.run(given);
    const start = await session.model();
    const operations = recorded(one.when, place);
    const { wrong: all, refused } = await checkInspect(session, operations, watch);
    const wrong = one.ownWords === true ? all.filter((line) => !line.startsWith('object view')) : all;
    const named = [...wrong, ...operations.map(show)];
    if (refused !== undefined && wrong.length === 0) throw refused;
    if (refused !== undefined) return [told(refused), ...named];
    if (wrong.length > 0) return named;
    for (const [sql, rows] of one.gives?.(place) ?? []) {
      const found = await session.connection.query(sql);
      const differ = compared(
        sql,
        found.map((row) => Object.values(row).map(inWords)),
        rows,
      );
      if (differ.length > 0) return differ;
    }
    const back = await checkUndo(session, start, watch);
    if (back.refused !== undefined) return ['undone:', told(back.refused), ...back.wrong];
    if (back.wrong.length > 0) return ['undone:', ...back.wrong];
    if (back.done !== (one.irreversible !== true))
      return [back.done ? 'it could be undone, though nothing undoes it' : 'nothing was derived that undoes it'];
    return [];
  });
}

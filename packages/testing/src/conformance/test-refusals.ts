import { t } from '@aludel/core';
import { AludelError, type CoreOperationKind, type Operation } from '@aludel/core/dialect';
import { show } from '../equivalent.js';
import { checkInspect, compared } from '../live/check-inspect.js';
import type { LiveSession } from '../live/session.js';
import { inWords } from '../live/watch.js';
import { meets, type Place } from './operation-case.js';
import { shop } from './operations/setups.js';
import type { RefusalCase, RefusalsOf } from './refusal-case.js';
import { rowRefusals } from './refusals/rows.js';
import { longNames, nameTooLong, structureRefusals } from './refusals/structure.js';
import { inSession, recorded, told } from './running-case.js';
import type { Suite } from './suite.js';

const refusals: RefusalsOf<CoreOperationKind> = { ...structureRefusals, ...rowRefusals };

/**
 * Every bad input: an `AludelError` with a stable code that says what to do, or which statement the database refused in
 * which words; and the database is as it was.
 */
export function testRefusals(suite: Suite): void {
  for (const [kind, cases] of Object.entries(refusals)) {
    for (const one of cases as readonly RefusalCase[]) {
      if (!(one.needs ?? []).every((need) => meets(need, suite.dialect.profile))) continue;
      suite.add(`refused: ${kind} ${one.name}`, kind, () => refuse(suite, one));
    }
  }
  for (const { name, when } of longNames) {
    suite.add(`refused: a name that is too long, ${name}`, undefined, async (say) => {
      await inSession(suite.dialect, async (session, place) => {
        const { maxIdentifierLength } = place.dialect.traits;
        if (maxIdentifierLength !== undefined)
          return check(suite, session, place, { name, given: shop, when, codes: nameTooLong });
        say.log('Not asked: the database has no limit for names.');
        return [];
      });
    });
  }
  suite.add('refused in the middle: what came before is undone, or told', undefined, () => refuseInTheMiddle(suite));
}

async function refuse(suite: Suite, one: RefusalCase): Promise<void> {
  await inSession(suite.dialect, (session, place) => check(suite, session, place, one));
}

async function check(suite: Suite, session: LiveSession, place: Place, one: RefusalCase): Promise<readonly string[]> {
  const given = recorded(one.given, place);
  if (given.length > 0) await session.run(given);
  const versions = await session.versions();
  let operations: readonly Operation[];
  try {
    operations = recorded(one.when, place);
  } catch (error) {
    // The builder itself may refuse it.
    return error instanceof AludelError ? faults(error, one) : Promise.reject(error);
  }
  const { wrong, refused } = await checkInspect(session, operations, suite.dialect.watch);
  if (refused !== undefined)
    return [...wrong, ...faults(refused, one), ...compared('versions', await session.versions(), versions)];
  const [sql, rows] = one.orGives?.(place) ?? [];
  if (sql === undefined) return ['it was not refused', ...operations.map(show)];
  const found = await session.connection.query(sql);
  return compared(
    `it was taken, but ${sql}`,
    found.map((row) => Object.values(row).map(inWords)),
    rows,
  );
}

/** What an error does not say. */
function faults(error: AludelError, { codes = ['STATEMENT_FAILED'] }: RefusalCase): readonly string[] {
  const own = error.hint !== undefined && error.hint !== '';
  const ofDatabase = error.code === 'STATEMENT_FAILED' && error.location.sql !== undefined;
  return [
    ...(error.message.trim() === '' ? ['the error has no message'] : []),
    ...(own || ofDatabase ? [] : ['the error has neither a hint nor a statement that it is about', told(error)]),
    ...(codes.includes(error.code) || (isEarlier(error) && codes.includes('STATEMENT_FAILED'))
      ? []
      : [`the code is none of ${codes.join(', ')}`, told(error)]),
  ];
}

/** What a dialect finds out before the database does is as good, if it says what to do. */
function isEarlier(error: AludelError): boolean {
  return error.code !== 'MIGRATION_FAILED' && error.hint !== undefined;
}

async function refuseInTheMiddle(suite: Suite): Promise<void> {
  await inSession(suite.dialect, async (session, place) => {
    await session.run(recorded(shop, place));
    const versions = await session.versions();
    const operations = recorded((op) => {
      op.createTable('before', { id: t.integer().primaryKey() });
      op.addColumn('purchase', 'note', t.text());
      op.createUniqueConstraint('uq_refused', 'purchase', ['customer_id']);
      op.createTable('after', { id: t.integer().primaryKey() });
    }, place);
    const { wrong, refused } = await checkInspect(session, operations, suite.dialect.watch);
    if (refused === undefined) return ['it was not refused'];
    const { location } = refused;
    return [
      ...wrong,
      ...faults(refused, { name: '', when: () => undefined }),
      ...(location.operation?.includes('purchase') === true ? [] : [`the error names no operation: ${told(refused)}`]),
      ...compared('versions', await session.versions(), versions),
    ];
  });
}

import { defaultNamingConvention } from '@aludel/core';
import { AludelError, createRecordingOp, type Operation, type RecordingOp } from '@aludel/core/dialect';
import { withDatabase } from '../live/database.js';
import { LiveSession } from '../live/session.js';
import type { DialectUnderTest } from './dialect-under-test.js';
import type { Place } from './operation-case.js';
import { CaseFailure } from './suite.js';

/** A fresh database under a migrator, for one case. What goes wrong is told with the statements that were sent. */
export async function inSession(
  dialect: Pick<DialectUnderTest, 'database' | 'config' | 'profile'>,
  use: (session: LiveSession, place: Place) => Promise<readonly string[]>,
): Promise<void> {
  await withDatabase(dialect.database, async (database) => {
    const session = await LiveSession.open(database, dialect.config);
    try {
      const wrong = await use(session, placeOf(dialect, database.dialect));
      if (wrong.length > 0) throw new CaseFailure(wrong, session.statements);
    } catch (error) {
      throw error instanceof AludelError ? new CaseFailure([told(error)], session.statements, error) : error;
    } finally {
      await session.close();
    }
  });
}

export function placeOf({ profile }: Pick<DialectUnderTest, 'profile'>, dialect: Place['dialect']): Place {
  return { dialect, profile, q: (name) => dialect.identifier(name), schema: profile.schemas[0] ?? 'other' };
}

/** The operations that calls of `op` record. */
export function recorded(
  calls: ((op: RecordingOp, place: Place) => void) | undefined,
  place: Place,
): readonly Operation[] {
  const operations: Operation[] = [];
  calls?.(
    createRecordingOp((operation) => operations.push(operation), defaultNamingConvention),
    place,
  );
  return operations;
}

/** An error with all that it says. */
export function told({ code, message, hint, location }: AludelError): string {
  return [`${code}: ${message}`, ...(hint === undefined ? [] : [hint]), JSON.stringify(location)].join('\n');
}

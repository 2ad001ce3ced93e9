import { defaultNamingConvention } from '@aludel/core';
import type { Connection, DialectServices, Operation, SchemaModel } from '@aludel/core/dialect';
import { sqlite } from '@aludel/sqlite';
import { compose } from '../../../packages/core/dist/container/compose.js';
import { ConnectionReads } from '../../../packages/core/dist/run/read-access.js';
import { ConnectionSink } from '../../../packages/core/dist/run/connection-sink.js';
import { Runner } from '../../../packages/core/dist/run/runner.js';
import { knownOperations } from '../../../packages/core/dist/run/stored-operations.js';
import { InspectedSchema } from '../../../packages/core/dist/run/tracked-schema.js';
import { defaultVersionTable, VersionStore } from '../../../packages/core/dist/run/version-store.js';
import { forcedRebuild } from './forced-rebuild.js';

/** How tables are changed: by ALTER where SQLite has one, or always by a rebuild. */
export type Way = 'natively' | 'by rebuild';
export const ways: readonly Way[] = ['natively', 'by rebuild'];

/** An empty database in memory, and what a run does to it. */
export interface Session {
  readonly connection: Connection;
  readonly services: DialectServices;
  /** Carries operations out as a migration's run does: one transaction, settings of the session before it. */
  run(operations: readonly Operation[]): Promise<void>;
  /** Undoes the last run by what was derived when it ran; false where nothing could be derived. */
  undo(): Promise<boolean>;
  /** All statements that were sent by `run` and `undo`. */
  readonly statements: readonly string[];
  /** What is there, but for the version table. */
  model(): Promise<SchemaModel>;
  close(): Promise<void>;
}

export async function openSession(way: Way, filename = ':memory:'): Promise<Session> {
  const database = sqlite({ filename });
  const connection = await database.connect();
  const services = compose(await database.module(), connection, way === 'by rebuild' ? [forcedRebuild()] : []);
  const { dialect, operations: registry, compiler } = services;
  const versions = new VersionStore(dialect, defaultVersionTable);
  const statements: string[] = [];
  const runner = new Runner({
    dialect,
    operations: registry,
    compiler,
    versions,
    convention: defaultNamingConvention,
    toolVersion: '0',
    now: () => new Date(0),
    schema: new InspectedSchema(services.inspector),
    sink: new ConnectionSink(connection),
    reads: new ConnectionReads(connection),
    emit: (event) => {
      if (event.type === 'statementStarted') statements.push(event.sql);
    },
  });
  let count = 0;
  const step = (direction: 'upgrade' | 'downgrade', id: string, operations: readonly Operation[]) => ({
    direction,
    revision: { id, downRevisions: [], dependsOn: [], branchLabels: [], message: '' },
    file: 'law.ts',
    open: () =>
      Promise.resolve({
        revision: id,
        downRevision: null,
        upgrade: (op: { apply(operation: Operation): void }) => {
          for (const operation of operations) op.apply(operation);
        },
      }),
    ...(direction === 'downgrade' ? { derived: operations } : {}),
  });
  return {
    connection,
    services,
    statements,
    run: async (operations) => {
      count += 1;
      const prologue = count === 1 ? versions.create(compiler) : [];
      await runner.run([step('upgrade', `run_${count}`, operations)], 'perMigration', prologue);
    },
    undo: async () => {
      const stored = (await versions.read(connection)).find(({ revision }) => revision === `run_${count}`)?.downgrade;
      if (stored === undefined || stored === null) return false;
      const operations = knownOperations(stored, registry);
      if (operations === undefined) throw new Error(`not to be read: ${stored}`);
      await runner.run([step('downgrade', `run_${count}`, operations)], 'perMigration');
      return true;
    },
    model: async () => {
      const { tables, objects } = await services.inspector.read({});
      return { tables: tables.filter(({ name }) => name.name !== defaultVersionTable.name), objects };
    },
    close: () => connection.close(),
  };
}

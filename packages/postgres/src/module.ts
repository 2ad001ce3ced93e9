import { dialectModule, OperationRegistry, services, type Connection } from '@aludel/core/dialect';
import { PostgresComparator } from './comparator.js';
import { createCompiler } from './ddl/compiler.js';
import { PostgresDialect } from './dialect.js';
import { PostgresInspector } from './inspect/inspector.js';
import { PostgresNormalizer } from './normalizer.js';
import { postgresOperations } from './operations/postgres-operations.js';
import { oldestVersion, type AnyPostgresOptions } from './options.js';

/** What a script may hold where nothing is known of the server that will run it: what all that are supported know. */
const defaultScriptVersion = String(oldestVersion);

/** PostgreSQL's services. */
export function postgresModule(options: AnyPostgresOptions): ReturnType<typeof dialectModule> {
  return dialectModule({
    dialect: (to) => to.toConstantValue(new PostgresDialect()),
    operations: (to) => to.toDynamicValue(() => new OperationRegistry(...postgresOperations)).inSingletonScope(),
    compiler: (to) =>
      to
        .toDynamicValue((context) => {
          const connection = context.get<Connection>(services.connection, { optional: true });
          return createCompiler(context.get<OperationRegistry>(services.operations), {
            version: connection?.serverVersion ?? options.scriptVersion ?? defaultScriptVersion,
            script: connection === undefined,
          });
        })
        .inSingletonScope(),
    inspector: (to) =>
      to
        .toDynamicValue((context) => new PostgresInspector(context.get<Connection>(services.connection)))
        .inSingletonScope(),
    normalizer: (to) => to.toConstantValue(new PostgresNormalizer()),
    comparator: (to) => to.toConstantValue(new PostgresComparator()),
  });
}

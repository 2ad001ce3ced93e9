import { dialectModule, OperationRegistry, services, type Connection } from '@aludel/core/dialect';
import { SqliteComparator } from './comparator.js';
import { createCompiler } from './ddl/compiler.js';
import { SqliteDialect } from './dialect.js';
import { SqliteInspector } from './inspect/inspector.js';
import { SqliteNormalizer } from './normalizer.js';
import { sqliteOperations } from './operations/sqlite-operations.js';
import type { SqliteOptions } from './options.js';

/** What a script may hold where nothing is known of the program that will run it: most are at least this new. */
const defaultScriptVersion = '3.35.0';

/** SQLite's services. */
export function sqliteModule(options: SqliteOptions): ReturnType<typeof dialectModule> {
  return dialectModule({
    dialect: (to) => to.toConstantValue(new SqliteDialect()),
    operations: (to) => to.toDynamicValue(() => new OperationRegistry(...sqliteOperations)).inSingletonScope(),
    compiler: (to) =>
      to
        .toDynamicValue((context) => {
          const connection = context.get<Connection>(services.connection, { optional: true });
          return createCompiler(context.get<OperationRegistry>(services.operations), {
            version: connection?.serverVersion ?? options.scriptVersion ?? defaultScriptVersion,
            foreignKeys: options.foreignKeys !== false,
            script: connection === undefined,
          });
        })
        .inSingletonScope(),
    inspector: (to) =>
      to
        .toDynamicValue((context) => new SqliteInspector(context.get<Connection>(services.connection)))
        .inSingletonScope(),
    normalizer: (to) => to.toConstantValue(new SqliteNormalizer()),
    comparator: (to) => to.toConstantValue(new SqliteComparator()),
  });
}

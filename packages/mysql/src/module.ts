import { dialectModule, OperationRegistry, services, type Connection } from '@aludel/core/dialect';
import { MysqlComparator } from './comparator.js';
import { createCompiler } from './ddl/compiler.js';
import { MysqlDialect } from './dialect.js';
import { readFlavour } from './flavour.js';
import { usualFacts, type ServerFacts } from './inspect/facts.js';
import { MysqlInspector } from './inspect/inspector.js';
import { MysqlNormalizer } from './normalizer.js';
import { mysqlOperations } from './operations/mysql-operations.js';
import { scriptFlavour, type MysqlOptions } from './options.js';

/** The services of MySQL and MariaDB. */
export function mysqlModule(options: MysqlOptions): ReturnType<typeof dialectModule> {
  return dialectModule({
    dialect: (to) =>
      to
        .toDynamicValue((context) => {
          const connection = context.get<Connection>(services.connection, { optional: true });
          return new MysqlDialect(factsOf(connection, options).flavour);
        })
        .inSingletonScope(),
    operations: (to) => to.toDynamicValue(() => new OperationRegistry(...mysqlOperations)).inSingletonScope(),
    compiler: (to) =>
      to
        .toDynamicValue((context) => {
          const connection = context.get<Connection>(services.connection, { optional: true });
          const { flavour } = factsOf(connection, options);
          const script = connection === undefined;
          return createCompiler(context.get<OperationRegistry>(services.operations), { flavour, script });
        })
        .inSingletonScope(),
    inspector: (to) =>
      to
        .toDynamicValue((context) => {
          const connection = context.get<Connection>(services.connection);
          return new MysqlInspector(connection, factsOf(connection, options));
        })
        .inSingletonScope(),
    normalizer: (to) =>
      to
        .toDynamicValue(
          (context) =>
            new MysqlNormalizer(factsOf(context.get<Connection>(services.connection, { optional: true }), options)),
        )
        .inSingletonScope(),
    comparator: (to) =>
      to
        .toDynamicValue(
          (context) =>
            new MysqlComparator(factsOf(context.get<Connection>(services.connection, { optional: true }), options)),
        )
        .inSingletonScope(),
  });
}

/** Of the server that is at hand; else of the one that scripts are written for. */
function factsOf(connection: Connection | undefined, options: MysqlOptions): ServerFacts {
  if (connection === undefined) return usualFacts(scriptFlavour(options));
  return 'facts' in connection ? (connection.facts as ServerFacts) : usualFacts(readFlavour(connection.serverVersion));
}

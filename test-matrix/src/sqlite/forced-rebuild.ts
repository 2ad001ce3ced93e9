import { services, type Connection, type OperationRegistry } from '@aludel/core/dialect';
import { ContainerModule } from 'inversify';
import { createCompiler } from '../../../packages/sqlite/dist/ddl/compiler.js';

/** For `services` of a config: a compiler that rebuilds a table even where SQLite has an ALTER. */
export function forcedRebuild(): ContainerModule {
  return new ContainerModule(({ rebind }) => {
    rebind<ReturnType<typeof createCompiler>>(services.compiler)
      .toDynamicValue((context) => {
        const connection = context.get<Connection>(services.connection, { optional: true });
        return createCompiler(context.get<OperationRegistry>(services.operations), {
          version: connection?.serverVersion ?? '3.35.0',
          foreignKeys: true,
          script: connection === undefined,
          forceRebuild: true,
        });
      })
      .inSingletonScope();
  });
}

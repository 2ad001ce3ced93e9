import type { TableName } from '@aludel/core';

/**
 * How objects are called: without a schema where a name without one means them, in the first schema of the search path.
 * What was asked for with its schema is called with it all the same.
 */
export class Names {
  readonly #asked: ReadonlySet<string>;

  constructor(
    readonly defaultSchema: string | null,
    asked: readonly TableName[] = [],
  ) {
    this.#asked = new Set(asked.flatMap(({ schema, name }) => (schema === defaultSchema ? [name] : [])));
  }

  of(schema: string, name: string): TableName {
    return schema === this.defaultSchema && !this.#asked.has(name) ? { name } : { schema, name };
  }
}

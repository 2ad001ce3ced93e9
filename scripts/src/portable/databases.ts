import { composeDialect, type DialectPackage, type Operation, type SchemaModel } from '@aludel/core/dialect';
import { AludelError } from '@aludel/core';
import { mysql } from '@aludel/mysql';
import { postgres } from '@aludel/postgres';
import { sqlite } from '@aludel/sqlite';

/** A column of the page: a database in the version that the page is written for. */
export interface Database {
  readonly title: string;
  readonly name: string;
  /** What its compiler makes of operations; no database is asked. */
  readonly say: (operations: readonly Operation[], before: SchemaModel) => Said;
  /** Kinds of operations that it alone has. */
  readonly ownOperations: readonly string[];
}

/** SQL, or why there is none. */
export type Said = { readonly statements: readonly string[]; readonly rebuilt: boolean } | { readonly refused: string };

const packages: readonly (readonly [title: string, made: DialectPackage])[] = [
  ['SQLite 3.53', sqlite({ filename: ':memory:', scriptVersion: '3.53.0' })],
  ['PostgreSQL 18', postgres({ url: 'postgres://localhost/page', scriptVersion: '18' })],
  ['MySQL 9.7', mysql({ url: 'mysql://localhost/page', scriptFlavour: 'mysql', scriptVersion: '9.7.0' })],
  ['MariaDB 11.8', mysql({ url: 'mysql://localhost/page', scriptFlavour: 'mariadb', scriptVersion: '11.8.0' })],
];

export function databases(): Promise<readonly Database[]> {
  return Promise.all(
    packages.map(async ([title, made]): Promise<Database> => {
      const { compiler, operations } = await composeDialect(made);
      return {
        title,
        name: made.dialect.name,
        say: (list, before) => {
          try {
            const statements = compiler.compile(list, before);
            return {
              statements: statements.map(({ sql }) => sql),
              rebuilt: statements.some(({ source }) => source.kind.endsWith('.rebuildTable')),
            };
          } catch (error) {
            if (error instanceof AludelError) return { refused: error.message };
            throw error;
          }
        },
        ownOperations: operations.kinds.filter((kind) => kind.startsWith(`${made.dialect.name}.`)).toSorted(),
      };
    }),
  );
}

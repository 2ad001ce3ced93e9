import { callOf, coreModule, Expression, type Argument } from '../operations/call.js';
import { markedModel } from '../operations/marked.js';
import type { OperationRegistry } from '../operations/registry.js';
import { openOptions, tableArguments, tableSource, type IsConventional } from '../operations/source.js';
import type { SchemaModel, SchemaObject, Table, View } from '../schema/model.js';
import { indexNameParts, nameConstraint } from '../schema/naming.js';
import { tableKey, type TableName } from '../schema/names.js';
import { opened } from './call.js';
import { columnsFirst } from './columns-first.js';
import { exportNames } from './export-names.js';
import { Imports } from './imports.js';
import { layOut } from './layout.js';
import { syntaxOf } from './syntax.js';
import { unnamedAnyhow, type NamesInPlace } from './unnamed.js';

/** A module of models. */
export interface ModelFile {
  /** Without an extension: `schema`, `users`. */
  readonly name: string;
  readonly source: string;
}

export interface ModelRendering extends NamesInPlace {
  /** One file a table, and an `index` that exports them all; else one file `schema`. */
  readonly split: boolean;
  /** Extension of the files in imports: `.js`. */
  readonly importExtension: string;
  /** Knows how the dialect's own types and objects are written. */
  readonly operations: OperationRegistry;
}

/**
 * Models as a person would write them, formatted as Prettier would. Loaded again under the same convention they give the
 * model that they were written from: `found`, as a database has it.
 */
export function renderModels(found: SchemaModel, rendering: ModelRendering): readonly ModelFile[] {
  const model = markedModel(found, (name) => rendering.dialect.identifier(name));
  const byKey = (one: { readonly name: TableName }, other: { readonly name: TableName }): number =>
    tableKey(one.name) < tableKey(other.name) ? -1 : 1;
  const tables = model.tables.toSorted(byKey);
  const objects = model.objects.toSorted((one, other) =>
    one.kind === other.kind ? byKey(one, other) : one.kind < other.kind ? -1 : 1,
  );
  const things = [
    ...tables.map((table) => ({
      name: table.name,
      suffix: 'Table',
      expression: tableExpression(table, rendering),
    })),
    ...objects.map((object) => ({
      name: object.name,
      suffix: suffixOf(object.kind),
      expression: objectExpression(object, rendering.operations),
    })),
  ];
  const names = exportNames(things);
  const parts = things.map(({ expression }, at): Part => ({ name: names[at] ?? '', expression }));
  const text = (some: readonly Part[]): string => moduleText(some, rendering.operations);
  if (!rendering.split) return [{ name: 'schema', source: text(parts) }];
  const files = parts.map((part) => ({ name: part.name, source: text([part]) }));
  const index = files.map(({ name }) => `export * from './${name}${rendering.importExtension}';\n`).join('');
  return [...files, { name: 'index', source: index }];
}

interface Part {
  readonly name: string;
  readonly expression: Argument;
}

/** `mydialect.materializedView` is told from a table of its name as `…MaterializedView`. */
function suffixOf(kind: string): string {
  const word = kind.slice(kind.indexOf('.') + 1);
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function moduleText(parts: readonly Part[], operations: OperationRegistry): string {
  const imports = new Imports(
    parts.map(({ name }) => name),
    (type) => operations.typeSource(type),
    'import',
  );
  const statements = parts.map(({ name, expression }) => {
    const before = `export const ${name} = `;
    const syntax = syntaxOf(expression, imports);
    const [call] = syntax.kind === 'chain' ? syntax.calls : [];
    const shown =
      syntax.kind === 'chain' && syntax.root.startsWith('table') && call !== undefined
        ? {
            ...syntax,
            calls: [{ ...call, args: call.args.map((argument, at) => (at === 1 ? opened(argument) : argument)) }],
          }
        : syntax;
    return `${before}${layOut(shown, { indent: 0, column: before.length, behind: 1 })};\n`;
  });
  return `${imports.toString()}\n${statements.join('\n')}`;
}

function tableExpression(table: Table, rendering: ModelRendering): Argument {
  // An object puts keys that look like numbers first: such a table is written as the record that it is.
  if (table.columns.some(({ name }) => /^\d+$/.test(name))) return table as unknown as Argument;
  const written = columnsFirst(rendering.operations.tableForBuilders(table));
  const [name, columns, settings] = tableArguments(written, conventional(table, rendering));
  const isPlain = Object.keys(settings).length === 0;
  return new Expression('table', coreModule, [{ args: isPlain ? [name, columns] : [name, columns, settings] }]);
}

/** What the convention says by itself need not be written. */
function conventional(table: Table, rendering: ModelRendering): IsConventional {
  const { convention } = rendering;
  const isUnnamedAnyhow = unnamedAnyhow(table, rendering);
  return (part) => {
    if (!('kind' in part)) return convention.index(table.name, indexNameParts(part.columns)) === part.name;
    const { name, ...rest } = part;
    return name === undefined ? isUnnamedAnyhow(part) : nameConstraint(table.name, rest, convention).name === name;
  };
}

function objectExpression(object: SchemaObject, operations: OperationRegistry): Argument {
  const own = operations.objectType(object.kind)?.toSource?.(object);
  if (own !== undefined) return own;
  return object.kind === 'view' ? viewExpression(object) : callOf('schemaObject', object as unknown as Argument);
}

function viewExpression({ name, definition, columns, options }: View): Expression {
  return callOf('view', tableSource(name), callOf('sql', definition), {
    ...(columns === undefined ? {} : { columns }),
    ...openOptions(options),
  });
}

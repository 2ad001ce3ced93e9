import { callOf, type Argument, type Expression } from '../operations/call.js';
import { openOptions, tableArguments, tableSource } from '../operations/source.js';
import type { Constraint, Index, SchemaModel, SchemaObject, Table, View } from '../schema/model.js';
import { indexNameParts, nameConstraint, type NamingConvention } from '../schema/naming.js';
import { tableKey, type TableName } from '../schema/names.js';
import { opened } from './call.js';
import { exportNames } from './export-names.js';
import { Imports } from './imports.js';
import { layOut } from './layout.js';
import { syntaxOf } from './syntax.js';

/** A module of models. */
export interface ModelFile {
  /** Without an extension: `schema`, `users`. */
  readonly name: string;
  readonly source: string;
}

export interface ModelRendering {
  /** Names that it gives anyhow are left out. */
  readonly convention: NamingConvention;
  /** One file a table, and an `index` that exports them all; else one file `schema`. */
  readonly split: boolean;
  /** Extension of the files in imports: `.js`. */
  readonly importExtension: string;
}

/**
 * Models as a person would write them, formatted as Prettier would. Loaded again under the same convention they give the
 * model that they were written from.
 */
export function renderModels(model: SchemaModel, rendering: ModelRendering): readonly ModelFile[] {
  const tables = model.tables.toSorted((a, b) => (tableKey(a.name) < tableKey(b.name) ? -1 : 1));
  const names = exportNames([...tables, ...model.objects].map(({ name }) => name));
  const nameOf = (name: TableName): string => names.get(tableKey(name)) ?? name.name;
  const parts = [
    ...tables.map((table) => ({
      name: nameOf(table.name),
      expression: tableExpression(table, rendering.convention),
    })),
    ...model.objects.map((object) => ({
      name: `${nameOf(object.name)}${tables.some(({ name }) => tableKey(name) === tableKey(object.name)) ? 'Object' : ''}`,
      expression: objectExpression(object),
    })),
  ];
  if (!rendering.split) return [{ name: 'schema', source: moduleText(parts) }];
  const files = parts.map((part) => ({ name: part.name, source: moduleText([part]) }));
  const index = files.map(({ name }) => `export * from './${name}${rendering.importExtension}';\n`).join('');
  return [...files, { name: 'index', source: index }];
}

interface Part {
  readonly name: string;
  readonly expression: Expression;
}

function moduleText(parts: readonly Part[]): string {
  const imports = new Imports(parts.map(({ name }) => name));
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

function tableExpression(table: Table, convention: NamingConvention): Expression {
  const [name, columns, settings] = tableArguments(withoutGivenNames(table, convention));
  return callOf('table', name, columns, settings);
}

/** What the convention says by itself need not be written. */
function withoutGivenNames(table: Table, convention: NamingConvention): Table {
  return {
    ...table,
    constraints: table.constraints.map((constraint) => withoutGivenName(table.name, constraint, convention)),
    indexes: table.indexes.map((index) => {
      if (convention.index(table.name, indexNameParts(index.columns)) !== index.name) return index;
      const { name: _, ...rest } = index;
      // The renderer leaves out a name that is not there; the builder then asks the convention.
      return rest as Index;
    }),
  };
}

function withoutGivenName(table: TableName, constraint: Constraint, convention: NamingConvention): Constraint {
  const { name, ...rest } = constraint;
  if (name === undefined) return constraint;
  const nameless = rest as Constraint;
  return nameConstraint(table, nameless, convention).name === name ? nameless : constraint;
}

function objectExpression(object: SchemaObject): Expression {
  if (object.kind === 'view') return viewExpression(object);
  return callOf('schemaObject', object as unknown as Argument);
}

function viewExpression({ name, definition, columns, options }: View): Expression {
  return callOf('view', tableSource(name), callOf('sql', definition), {
    ...(columns === undefined ? {} : { columns }),
    ...openOptions(options),
  });
}

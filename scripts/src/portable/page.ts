import { t, table } from '@aludel/core';
import type { Operation, SchemaModel } from '@aludel/core/dialect';
import { databases, type Database, type Said } from './databases.js';
import { beforeSamples, operationSamples } from './samples-operations.js';
import { constraintSamples, indexSamples } from './samples-parts.js';
import { columnSamples, typeSamples, type ColumnSample } from './samples-types.js';

const things = { name: 'things' };
const others = table('others', { id: t.integer().primaryKey() });
const before: SchemaModel = { tables: [others], objects: [] };

/** `docs/portable.md`: asked of the compilers themselves, so that it says what they do. */
export async function portablePage(): Promise<string> {
  const all = await databases();
  const refused: string[] = [];
  const note = (what: string, database: Database, said: Said): void => {
    if ('refused' in said) refused.push(`- ${code(what)} on ${database.title}: ${said.refused}`);
  };
  const types = Object.values(typeSamples)
    .flat()
    .map((sample) => row(sample, all, note));
  const columns = columnSamples.map((sample) => row(sample, all, note));
  const constraints = constraintSamples.map(({ source, constraint }) =>
    partRow(source, all, note, (base) => [{ kind: 'createTable', table: { ...base, constraints: [constraint] } }]),
  );
  const indexes = indexSamples.map(({ source, draft }) =>
    partRow(source, all, note, (base) => [
      { kind: 'createIndex', table: base.name, index: { ...draft, name: 'ix_things' } },
    ]),
  );
  const operations = Object.values(operationSamples)
    .flat()
    .map(({ source, operation }) => operationText(source, operation, all, note));
  const heads = ['', ...all.map(({ title }) => title)];
  return [
    intro,
    '## Column types\n',
    grid(heads, types),
    '\n## What a column says beside its type\n',
    grid(heads, columns),
    '\n## Constraints\n',
    grid(heads, constraints),
    '\n## Indexes\n',
    grid(heads, indexes),
    '\n## Operations\n',
    operations.join('\n'),
    '\n## What is not portable, and why\n',
    'Refused before anything runs, where a database has nothing like it:\n',
    [...new Set(refused)].join('\n'),
    '\nWhat one database alone has is in its own package, and is called through `op.apply(…)` and options under its own key:\n',
    all
      .filter(({ ownOperations }) => ownOperations.length > 0)
      .filter(({ name }, index, list) => list.findIndex((each) => each.name === name) === index)
      .map(({ name, ownOperations }) => `- \`@aludel/${name}\`: ${ownOperations.map(code).join(', ')}`)
      .join('\n'),
    outro,
  ].join('\n');
}

type Note = (what: string, database: Database, said: Said) => void;

function row({ source, column }: ColumnSample, all: readonly Database[], note: Note): readonly string[] {
  const built = table(things.name, { c: column, other: t.integer() });
  const cells = all.map((database) => {
    const said = database.say([{ kind: 'createTable', table: built }], { tables: [], objects: [] });
    note(source, database, said);
    return 'refused' in said ? '—' : cellOf(said.statements);
  });
  return [code(source), ...cells];
}

/** What stands after the column's name in CREATE TABLE, and the statements that come with it. */
function cellOf(statements: readonly string[]): string {
  const created = statements.find((statement) => /^create table/iu.test(statement)) ?? '';
  const line = /[`"]?\bc\b[`"]?\s+([\s\S]*?),\s*[`"]?other\b/u.exec(created)?.[1] ?? created;
  const tail = /\)\s*([A-Z_]+ ?= ?[^()]+)$/u.exec(created)?.[1];
  const more = statements.filter((statement) => statement !== created).map((statement) => code(oneLine(statement)));
  return [code(oneLine(line)), ...(tail === undefined ? [] : [`(table: ${code(oneLine(tail))})`]), ...more].join(
    '<br>',
  );
}

function partRow(
  source: string,
  all: readonly Database[],
  note: Note,
  operations: (base: ReturnType<typeof table>) => readonly Operation[],
): readonly string[] {
  const base = table('things', { a: t.integer(), b: t.integer(), c: t.string(40) });
  const list = operations(base);
  const isIndex = list.some(({ kind }) => kind === 'createIndex');
  const cells = all.map((database) => {
    const said = database.say(list, isIndex ? { tables: [others, base], objects: [] } : before);
    note(source, database, said);
    if ('refused' in said) return '—';
    const text = said.statements.map(oneLine).join('; ');
    return code(isIndex ? text : (/VARCHAR\(40\)[^,]*, (.*?)\)(?: [^)]*)?$/iu.exec(text)?.[1] ?? text));
  });
  return [code(source), ...cells];
}

function operationText(source: string, operation: Operation, all: readonly Database[], note: Note): string {
  const lines = all.map((database) => {
    const said = database.say([operation], beforeSamples);
    note(source, database, said);
    return `| ${database.title} | ${saidText(said)} |`;
  });
  return [`\n${code(source)}\n`, '| | |', '|---|---|', ...lines].join('\n');
}

function saidText(said: Said): string {
  if ('refused' in said) return '—';
  if (said.rebuilt) return 'the table is built anew with its rows (see [SQLite](sqlite.md))';
  if (said.statements.length === 0) return 'nothing: it keeps no such thing';
  return said.statements.map((statement) => code(oneLine(statement))).join('<br>');
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/gu, ' ').replaceAll(/\( /gu, '(').replaceAll(/ \)/gu, ')').trim();
}

/** Inline code that may hold backticks and pipes, inside a table. */
function code(text: string): string {
  const escaped = text.replaceAll('|', '\\|');
  return escaped.includes('`') ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}

function grid(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const intro = `# One migration set, four databases

What each database gets for everything that is portable. This page is written by \`npm run portable\`, which asks the compilers of the dialect
packages; a test fails when it is stale. That the databases then agree, rows included, is what the [matrix](matrix.md) proves on real servers.
`;

const outro = `
Beyond what SQL says:

- **Values** come back as each driver gives them: decimals and large integers as text where a number would lose digits; booleans as 0 and 1 on SQLite and MySQL.
- **Text** is compared as the database's collation wants it: MySQL and MariaDB take \`a\` and \`A\` for the same unless a column says otherwise, the others do not.
- **DDL in a transaction** is PostgreSQL's and SQLite's alone: MySQL and MariaDB commit at every DDL statement (see [MySQL](mysql.md)).
- **Left out without a word**, since it changes nothing that can be asked for: comments on SQLite; names of primary keys, and \`generation: 'always'\`, on MySQL and
  MariaDB; \`deferrable\` of unique constraints on SQLite, which checks them at once.
- **Your own SQL** is yours: \`op.quote(name)\` writes a name as the database wants it, \`op.on(dialect, …)\` limits what only one of them understands,
  and \`t.string().on('mysql', mysql.mediumtext())\` gives one database another type.
`;

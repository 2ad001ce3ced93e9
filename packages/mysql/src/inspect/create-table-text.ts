import { unquotedName, unquotedString } from '../expression/tokens.js';

/** What it tells of an index. */
export interface KeyWords {
  readonly parser?: string;
  readonly keyBlockSize?: number;
  /** Options that are quoted, as those of engines are, by upper-case name. */
  readonly others?: Readonly<Record<string, string>>;
  /** The period that is its last part. */
  readonly withoutOverlaps?: string;
  /** Said, though it may be what the engine does anyway. */
  readonly using?: 'btree' | 'hash';
}

/** Of a column. */
export interface ColumnWords {
  readonly default?: string;
  readonly generated?: string;
  /** MariaDB: what is checked of it alone. */
  readonly check?: string;
}

/** What only SHOW CREATE TABLE tells of a table. */
export interface CreateTableText {
  readonly columns: ReadonlyMap<string, ColumnWords>;
  readonly indexes: ReadonlyMap<string, KeyWords>;
  /** What foreign keys do, in the words of the catalog. */
  readonly rules: ReadonlyMap<string, { readonly onDelete: string; readonly onUpdate: string }>;
  /** `PARTITION BY …`. */
  readonly partitioning?: string;
  /** The columns of each `PERIOD FOR`, by name. MariaDB lists a check for each that is not of the system. */
  readonly periods: Readonly<Record<string, readonly [string, string]>>;
  readonly systemVersioning: boolean;
  /** Options that the catalog does not list, by upper-case name. */
  readonly others: Readonly<Record<string, string>>;
}

const quoted = '(`(?:[^`]|``)+`|"(?:[^"]|"")+")';
const columnLine = new RegExp(`^${quoted} `, 'u');
const keyLine = new RegExp(`^(?:(?:UNIQUE |FULLTEXT |SPATIAL |VECTOR )?KEY ${quoted} |PRIMARY KEY )`, 'u');
const foreignKeyLine = new RegExp(`^CONSTRAINT ${quoted} FOREIGN KEY `, 'u');
const periodLine = new RegExp(`^PERIOD FOR (${quoted.slice(1, -1)}|SYSTEM_TIME) \\(${quoted}, ${quoted}\\)`, 'u');

/** Reads the text of SHOW CREATE TABLE, which has one definition a line. */
export function readCreateTable(sql: string): CreateTableText {
  const columns = new Map<string, ColumnWords>();
  const indexes = new Map<string, KeyWords>();
  const rules = new Map<string, { onDelete: string; onUpdate: string }>();
  const periods: Record<string, readonly [string, string]> = {};
  const lines = definitionLines(sql);
  for (const line of lines.definitions) {
    const column = columnLine.exec(line)?.[1];
    const keyMatch = keyLine.exec(line);
    const key = keyMatch === null ? undefined : (keyMatch[1] ?? '`PRIMARY`');
    if (column !== undefined) {
      const words = columnWords(line.slice(column.length));
      if (Object.keys(words).length > 0) columns.set(unquotedName(column), words);
    } else if (key !== undefined) {
      const words = keyWords(line);
      if (Object.keys(words).length > 0) indexes.set(unquotedName(key), words);
    }
    const foreignKey = foreignKeyLine.exec(line)?.[1];
    if (foreignKey !== undefined) rules.set(unquotedName(foreignKey), ruleWords(line));
    const [, period, start, end] = periodLine.exec(line) ?? [];
    if (period !== undefined && start !== undefined && end !== undefined) {
      periods[period === 'SYSTEM_TIME' ? period : unquotedName(period)] = [unquotedName(start), unquotedName(end)];
    }
  }
  const { options, partitioning, systemVersioning } = tail(lines.tail);
  return {
    columns,
    indexes,
    rules,
    ...(partitioning === undefined ? {} : { partitioning }),
    periods,
    systemVersioning,
    others: options,
  };
}

/**
 * The same with the defaults of some columns as hexadecimal numbers.
 * @param raw the text with a letter for each byte
 */
export function withBytes(words: CreateTableText, raw: string, columns: readonly string[]): CreateTableText {
  const found = readCreateTable(raw).columns;
  const known = new Map(words.columns);
  for (const column of columns) {
    const value = found.get(Buffer.from(column, 'utf8').toString('latin1'))?.default;
    if (value?.startsWith("'") !== true) continue;
    known.set(column, { default: `x'${Buffer.from(unquotedString(value), 'latin1').toString('hex')}'` });
  }
  return { ...words, columns: known };
}

/** Strings and quoted names may hold line ends and parentheses. */
const piece = /'(?:[^'\\]|''|\\[\s\S])*'|`(?:[^`]|``)*`|"(?:[^"\\]|""|\\[\s\S])*"|\n|[()]|[^'`"\n()]+/gu;

function definitionLines(sql: string): { readonly definitions: readonly string[]; readonly tail: string } {
  const definitions: string[] = [];
  let depth = 0;
  let line = '';
  let end = 0;
  for (const match of sql.matchAll(piece)) {
    const [text] = match;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (text === ')' && depth === 0) {
      definitions.push(line.trim());
      end = match.index + 1;
      break;
    }
    if (text === '\n' && depth === 1) {
      definitions.push(line.trim().replace(/,$/u, ''));
      line = '';
    } else {
      line += text;
    }
  }
  return { definitions: definitions.slice(1), tail: sql.slice(end) };
}

/** The default, the expression and the check of a column, as they are written. */
function columnWords(line: string): ColumnWords {
  const generated = after(line, / GENERATED ALWAYS AS (?=\()/u);
  const value = generated === undefined ? after(line, / DEFAULT (?=\S)/u) : undefined;
  const check = after(line, / CHECK (?=\()/u);
  return {
    ...(generated === undefined ? {} : { generated: generated.slice(1, -1) }),
    ...(value === undefined ? {} : { default: value }),
    ...(check === undefined ? {} : { check: check.slice(1, -1) }),
  };
}

function keyWords(line: string): KeyWords {
  const parser = new RegExp(`WITH PARSER ${quoted}`, 'u').exec(line)?.[1];
  const size = /\) .*?KEY_BLOCK_SIZE=(\d+)/u.exec(line)?.[1];
  const period = new RegExp(`${quoted} WITHOUT OVERLAPS\\)`, 'u').exec(line)?.[1];
  const using = /\) USING (HASH|BTREE)/u.exec(line)?.[1];
  const others = engineOptions(line);
  return {
    ...(Object.keys(others).length === 0 ? {} : { others }),
    ...(period === undefined ? {} : { withoutOverlaps: unquotedName(period) }),
    ...(using === undefined ? {} : { using: using === 'HASH' ? 'hash' : 'btree' }),
    ...(parser === undefined ? {} : { parser: unquotedName(parser) }),
    ...(size === undefined ? {} : { keyBlockSize: Number(size) }),
  };
}

/** Behind the columns, outside of comments: `M`=6. */
function engineOptions(line: string): Readonly<Record<string, string>> {
  const string = `'(?:[^'\\\\]|''|\\\\[\\s\\S])*'`;
  const words = new RegExp(`${quoted}(?:=(${string}|[^\\s']+))?|${string}`, 'gu');
  return Object.fromEntries(
    [...line.matchAll(words)].flatMap(([, name, value]) =>
      name === undefined || value === undefined ? [] : [[unquotedName(name).toUpperCase(), value]],
    ),
  );
}

function ruleWords(line: string): { onDelete: string; onUpdate: string } {
  const of = (event: string): string =>
    new RegExp(`\\) .*?ON ${event} (CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)`, 'u').exec(line)?.[1] ??
    'NO ACTION';
  return { onDelete: of('DELETE'), onUpdate: of('UPDATE') };
}

/** What stands after some words, up to the next space outside of quotes and parentheses. */
function after(line: string, words: RegExp): string | undefined {
  let plain = '';
  const at = [...line.matchAll(piece)].map((match) => {
    const start = plain.length;
    plain += /^['"`]/u.test(match[0]) ? '\u0001'.repeat(match[0].length) : match[0];
    return start;
  });
  const found = words.exec(plain);
  if (found === null || at.length === 0) return undefined;
  const start = found.index + found[0].length;
  let depth = 0;
  for (let end = start; end <= plain.length; end++) {
    const letter = plain[end];
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === undefined || (letter === ' ' && depth === 0)) return line.slice(start, end);
  }
  return undefined;
}

const listed = /^(?:ENGINE|AUTO_INCREMENT|CHARSET|COLLATE|COMMENT|ROW_FORMAT|KEY_BLOCK_SIZE|STATS_PERSISTENT)$/u;

/** What follows the definitions: options, then partitions, both partly in comments for certain versions. */
function tail(text: string): {
  readonly options: Readonly<Record<string, string>>;
  readonly systemVersioning: boolean;
  readonly partitioning?: string;
} {
  const bare = text.replaceAll(/\/\*!\d* ?|\*\//gu, '').trim();
  const at = /(?:^|\s)PARTITION BY /u.exec(bare);
  const options: Record<string, string> = {};
  const head = at === null ? bare : bare.slice(0, at.index);
  let systemVersioning = false;
  const option =
    /(?:(DATA DIRECTORY|INDEX DIRECTORY|WITH SYSTEM VERSIONING|TABLESPACE (?:`[^`]+`|"[^"]+")|`?\w+`?)(?:=('(?:[^'\\]|''|\\[\s\S])*'|\([^)]*\)|\S+))?)/gu;
  for (const [, name = '', value] of head.matchAll(option)) {
    const upper = name.replaceAll('`', '').toUpperCase();
    if (upper.startsWith('TABLESPACE ')) options['TABLESPACE'] = name.slice('TABLESPACE '.length);
    else if (upper === 'WITH SYSTEM VERSIONING') systemVersioning = true;
    else if (value !== undefined && !listed.test(upper)) options[upper] = value;
  }
  return {
    options,
    systemVersioning,
    ...(at === null
      ? {}
      : {
          partitioning: bare
            .slice(at.index)
            .trim()
            .replaceAll(/\s*\n\s*/gu, ' '),
        }),
  };
}

import type { RawClient } from '../raw-client.js';
import { isOfVersionTable, type StateRow } from './state-row.js';

type Row = Readonly<Record<string, unknown>>;

/** MySQL and MariaDB by what they say of each object when asked how to create it. */
export async function mysqlState(client: RawClient): Promise<readonly StateRow[]> {
  const [own] = await client.query('SELECT DATABASE() AS name');
  const database = text(own?.['name']);
  const rows: StateRow[] = [];
  const add = (kind: string, name: string, found: string): void => {
    // A collation is of one character set: whether that was said as well, the server remembers, and it means nothing.
    const plain = found
      .replaceAll(`${quoted(database)}.`, '')
      .replaceAll(`'${database}'.`, '')
      .replaceAll(/ CHARACTER SET (\w+)(?= COLLATE \1_)/gu, '');
    rows.push({ kind, name, text: plain });
  };
  const create = async (words: string, name: string): Promise<Row> =>
    (await client.query(`SHOW CREATE ${words} ${quoted(name)}`))[0] ?? {};

  const collations = new Map(
    (
      await client.query(
        'SELECT TABLE_NAME AS n, TABLE_COLLATION AS c FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
      )
    ).map((row) => [text(row['n']), text(row['c'])]),
  );
  for (const { name, kind } of (await client.query('SHOW FULL TABLES')).map(nameAndKind)) {
    if (isOfVersionTable(name)) continue;
    if (kind === 'VIEW') add('view', name, viewText(text((await create('VIEW', name))['Create View'])));
    else if (kind === 'SEQUENCE')
      add('sequence', name, sequenceText(text((await create('SEQUENCE', name))['Create Table'])));
    else add('table', name, tableText(text((await create('TABLE', name))['Create Table']), collations.get(name)));
  }
  for (const [kind, listing, column] of [
    ['trigger', 'SHOW TRIGGERS', 'Trigger'],
    ['procedure', 'SHOW PROCEDURE STATUS WHERE Db = DATABASE()', 'Name'],
    ['function', 'SHOW FUNCTION STATUS WHERE Db = DATABASE()', 'Name'],
    ['event', 'SHOW EVENTS', 'Name'],
  ] as const) {
    for (const name of (await client.query(listing)).map((row) => text(row[column]))) {
      const found = await create(kind.toUpperCase(), name);
      add(kind, name, storedText(found));
    }
  }
  const order = await client.query(
    'SELECT EVENT_OBJECT_TABLE AS t, ACTION_TIMING AS w, EVENT_MANIPULATION AS e, TRIGGER_NAME AS n ' +
      'FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1, 2, 3, ACTION_ORDER',
  );
  const events = new Map<string, string[]>();
  for (const row of order) {
    const event = `${text(row['t'])} ${text(row['w'])} ${text(row['e'])}`;
    events.set(event, [...(events.get(event) ?? []), text(row['n'])]);
  }
  for (const [event, names] of events) if (names.length > 1) add('order of triggers', event, names.join(', '));
  return rows;
}

function nameAndKind(row: Row): { readonly name: string; readonly kind: string } {
  const [name, kind] = Object.values(row);
  return { name: text(name), kind: text(kind) };
}

/** The counter is of the rows. The order of keys, and of constraints, means nothing; that of columns does. */
function tableText(created: string, collation = ''): string {
  const told = created
    // A column's collation that is its table's: whether it was said, MySQL remembers.
    .replaceAll(
      new RegExp(
        `^(  \`(?:[^\`]|\`\`)+\` [^'"\\n]*?|  \`(?:[^\`]|\`\`)+\` (?:enum|set)\\(.*?\\))(?: CHARACTER SET \\w+)? COLLATE ${collation}(?=[ ,\\n])`,
        'gmu',
      ),
      '$1',
    )
    .replace(/ AUTO_INCREMENT=\d+/u, '')
    // What is so anyway, and said all the same where it was written: to MariaDB also the charset of a string.
    .replaceAll(/ ON (?:DELETE|UPDATE) NO ACTION/gu, '')
    .replaceAll(/\b_utf8(?:mb[34])?(?=')/gu, '')
    // Where and how rows are kept, which Aludel lists as not part of the model.
    .replace(/ UNION=\([^)]*\)/u, '')
    .replace(/ (?:\/\*!\d+ )?AUTOEXTEND_SIZE=\d+(?: \*\/)?/u, '')
    .replace(/ \/\*!\d+ TABLESPACE `[^`]+` \*\//u, '');
  const lines = (/ENGINE=MEMORY/u.test(told) ? told : told.replaceAll(' USING BTREE', '')).split('\n');
  const columns = lines.filter((line) => /^\s+`/u.test(line)).map(bare);
  const others = lines
    .slice(1)
    .filter((line) => /^\s+[A-Z]/u.test(line) && !/^\s+PARTITION /u.test(line))
    .map(bare);
  const rest = lines.slice(1).filter((line) => !columns.includes(bare(line)) && !others.includes(bare(line)));
  return [lines[0], ...columns, ...others.toSorted(), ...rest].join('\n');
}

function bare(line: string): string {
  return line.replace(/,$/u, '');
}

/** A list of names that are those of the query anyway says nothing. */
function viewText(created: string): string {
  const name = '`(?:[^`]|``)*`';
  const [all, head = '', list = ''] =
    new RegExp(`^(CREATE .*? VIEW ${name}) \\(((?:${name},?)+)\\)(?= AS )`, 'u').exec(created) ?? [];
  if (all === undefined) return created;
  const names = list.match(new RegExp(name, 'gu')) ?? [];
  const query = created.slice(all.length);
  const ends = names.map((one, at) => `AS ${one}${at === names.length - 1 ? ' from ' : ','}`);
  const isSaidTwice = ends.every((end) => query.includes(end)) && query.split(' AS ').length === names.length + 2;
  return isSaidTwice ? `${head}${query}` : created;
}

function sequenceText(created: string): string {
  return created.replaceAll(/\s+/gu, ' ');
}

/** The text, and what it was made under. */
function storedText(row: Row): string {
  // The connection's character set is whose client made it.
  const ofSession =
    /^(?:Trigger|Procedure|Function|Event|Created|Database Collation|character_set_client|collation_connection)$/u;
  return Object.entries(row)
    .filter(([key]) => !ofSession.test(key))
    .map(([key, value]) => [key, key === 'SQL Original Statement' ? triggerText(text(value)) : value] as const)
    .map(([key, value]) => `${key}: ${key === 'sql_mode' ? text(value).split(',').toSorted().join(',') : text(value)}`)
    .join('\n');
}

/** A trigger's head in one spelling: it says what the catalog says as well. */
function triggerText(created: string): string {
  const head = /^[\s\S]*?\bfor\s+each\s+row\s+/iu.exec(created)?.[0] ?? '';
  return head.replaceAll('`', '').replaceAll(/\s+/gu, ' ').toLowerCase() + created.slice(head.length);
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

import { mysql } from '@aludel/mysql';
import { composeDialect, diff, emptySchema, type Column, type SchemaModel, type Table } from '@aludel/core/dialect';
import { LiveSession, modelDifferences } from '@aludel/testing';
import test, { type ExecutionContext } from 'ava';
import type { FreshDatabase } from '../fresh-database.js';
import { forEachTarget } from '../for-each-target.js';
import { richSchema } from '../inspection/mysql-schemas.js';
import { rawClient } from '../raw-client.js';

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;
  const isMariadb = target.flavour === 'mariadb';

  const made = async (
    t: ExecutionContext,
    statements = richSchema(target.flavour),
  ): Promise<{ readonly database: FreshDatabase; readonly session: LiveSession }> => {
    const database = await target.freshDatabase(t, { charset: 'utf8mb4', collation: 'utf8mb4_general_ci' });
    const client = await rawClient(database);
    try {
      // oxlint-disable-next-line no-await-in-loop
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.close();
    }
    const session = await LiveSession.open(mysql({ url: database.url }));
    t.teardown(() => session.close());
    return { database, session };
  };

  target.test('what the server can hold is read back', async (t) => {
    const { session } = await made(t);
    const model = await session.model();
    const numbers = columnsOf(model, 'numbers');
    t.like(numbers['id'], { type: { kind: 'mysql.integer', unsigned: true }, identity: { generation: 'byDefault' } });
    t.like(numbers['flag'], { type: { kind: 'boolean' }, default: { kind: 'literal', value: true } });
    t.like(numbers['bits'], { type: { kind: 'mysql.bit', length: 8 }, default: { kind: 'literal', value: 5 } });
    const texts = columnsOf(model, 'texts');
    t.like(texts['s'], { collation: 'latin1_swedish_ci', default: { kind: 'literal', value: "it's" } });
    t.deepEqual(texts['e']?.type, { kind: 'enum', values: ['a', 'b,c', "d'e", 'f\\g'] });
    t.deepEqual(texts['bytes']?.default, { kind: 'literal', value: Uint8Array.of(0, 255, 0) });
    t.is(texts['noted']?.comment, 'it\'s \\ a "comment"\nin two lines');
    t.is(texts['t']?.collation, undefined);
    t.is(tableOf(model, 'texts').comment, "tab'le");
    t.deepEqual(tableOf(model, 'texts').constraints, [
      { kind: 'primaryKey', columns: ['id'] },
      { kind: 'unique', name: 'part', columns: ['b', 's'], options: { mysql: { elements: [{}, { length: 3 }] } } },
    ]);
    t.deepEqual(tableOf(model, 'texts').indexes.find(({ name }) => name === 'prefix')?.columns, [
      { column: 't', options: { mysql: { length: 10 } } },
    ]);
    t.deepEqual(columnsOf(model, 'times')['at'], {
      name: 'at',
      type: { kind: 'timestamp', withTimeZone: false, precision: 3 },
      nullable: true,
      default: { kind: 'sql', sql: 'CURRENT_TIMESTAMP' },
      options: { mysql: { onUpdateCurrentTimestamp: true } },
    });
    t.deepEqual(columnsOf(model, 'computed')['v']?.generated, {
      expression: '`a` + 1',
      stored: false,
    });
    t.true(columnsOf(model, 'computed')['k']?.generated?.expression.includes("'é''x'"));
    t.like(columnsOf(model, 'computed')['hidden'], { options: { mysql: { invisible: true } } });
    t.deepEqual(
      tableOf(model, 'children').constraints.filter(({ kind }) => kind === 'foreignKey'),
      [
        {
          kind: 'foreignKey',
          name: 'fk1',
          columns: ['pa', 'pb'],
          references: { table: { name: 'parents' }, columns: ['a', 'b'] },
          onDelete: 'set null',
          onUpdate: 'cascade',
        },
        {
          kind: 'foreignKey',
          name: 'fk3',
          columns: ['px'],
          references: { table: { name: 'parents' }, columns: ['id'] },
        },
      ],
    );
    t.regex(
      tableOf(model, 'ranges').options?.mysql?.partitioning ?? '',
      /^PARTITION BY RANGE \(year\(`d`\)\) \(PARTITION/u,
    );
    t.is(tableOf(model, 'hashes').options?.mysql?.partitioning, 'PARTITION BY KEY () PARTITIONS 4');
    t.like(tableOf(model, 'packed').options?.mysql, {
      rowFormat: 'COMPRESSED',
      keyBlockSize: 8,
      statsPersistent: true,
    });
    t.like(tableOf(model, 'plain').options?.mysql, { engine: 'MyISAM', collation: 'latin1_swedish_ci' });
    const kinds = model.objects.map(({ kind, name }) => `${kind} ${name.name}`).toSorted();
    t.deepEqual(kinds, [
      'mysql.event daily',
      'mysql.routine outs',
      'mysql.routine plus',
      ...(isMariadb ? ['mysql.sequence counter'] : []),
      'mysql.trigger first',
      'mysql.trigger second',
      'view checked',
      'view joined',
    ]);
    const triggers = model.objects.filter(({ kind }) => kind === 'mysql.trigger').map(({ name }) => name.name);
    t.deepEqual(triggers, ['first', 'second'], 'in the order in which they fire');
    t.like(
      model.objects.find(({ name }) => name.name === 'joined'),
      {
        options: { mysql: { algorithm: 'temptable', security: 'invoker' } },
      },
    );
  });

  target.test('what only one of the servers has is read back', async (t) => {
    const { session } = await made(t);
    const model = await session.model();
    const own = columnsOf(model, 'own');
    const table = tableOf(model, 'own');
    t.deepEqual(own['j'], {
      name: 'j',
      type: { kind: 'json' },
      nullable: true,
      default: { kind: 'sql', sql: 'json_array()' },
    });
    t.like(own['at'], { type: { kind: 'mysql.spatial', name: 'point', srid: 4326 } });
    t.like(
      table.indexes.find(({ name }) => name === 'hidden'),
      { options: { mysql: { invisible: true } } },
    );
    if (isMariadb) {
      t.deepEqual(own['u']?.type, { kind: 'uuid' });
      t.like(own['c'], { options: { mysql: { attributes: 'COMPRESSED' } } });
      t.deepEqual(
        table.constraints.flatMap((own) => (own.kind === 'check' ? [[own.name, own.options?.mysql?.onColumn]] : [])),
        [
          ['on_column', true],
          ['not_json', true],
        ],
      );
      t.deepEqual(columnsOf(model, 'counted')['id']?.default, { kind: 'sql', sql: 'nextval(`counter`)' });
      return;
    }
    t.deepEqual(table.indexes.find(({ name }) => name === 'lowered')?.columns, [
      { expression: 'lower(`s`)' },
      { column: 'id' },
    ]);
    t.like(
      table.indexes.find(({ name }) => name === 'grams'),
      { options: { mysql: { parser: 'ngram' } } },
    );
    t.like(
      table.constraints.find(({ name }) => name === 'lax'),
      { options: { mysql: { notEnforced: true } } },
    );
    t.deepEqual(table.options, { mysql: { others: { COMPRESSION: "'zlib'" } } });
  });

  target.test('what was read makes the same database again, and then there is nothing to do', async (t) => {
    const { database, session } = await made(t);
    const { normalizer, comparator, operations } = session.services;
    const model = normalizer.normalize(await session.model());
    t.deepEqual(normalizer.normalize(model), model, 'normal is normal');
    const again = await made(t, []);
    await again.session.run(diff(emptySchema, model, comparator, operations));
    const made2 = again.session.services.normalizer.normalize(await again.session.model());
    t.deepEqual(modelDifferences(again.session.services, made2, model, {}), []);
    t.deepEqual(diff(made2, model, comparator, operations), []);
    for (const { name } of model.tables) {
      // oxlint-disable-next-line no-await-in-loop
      t.deepEqual(await definition(again.database, name.name), await definition(database, name.name));
    }
  });

  target.test('a few tables are read as they are read among all', async (t) => {
    const { session } = await made(t);
    const whole = await session.model();
    const names = whole.tables.map(({ name }) => name);
    for (const name of names) {
      // oxlint-disable-next-line no-await-in-loop
      const { tables } = await session.services.inspector.read({ tables: [name] });
      t.deepEqual(inOrder(tableOf({ tables, objects: [] }, name.name)), inOrder(tableOf(whole, name.name)));
    }
    const parents = await session.services.inspector.read({ tables: [{ name: 'parents' }, { name: 'nothing' }] });
    t.deepEqual(
      parents.tables.map(({ name }) => name.name).toSorted(),
      ['children', 'parents'],
      'and what points at it',
    );
    t.deepEqual(
      parents.objects.map(({ name }) => name.name).toSorted(),
      ['checked', 'first', 'joined', 'second'],
      'and what rests on it',
    );
    const routine = await session.services.inspector.read({ tables: [{ name: 'plus' }] });
    t.deepEqual(
      routine.objects.map(({ kind }) => kind),
      ['mysql.routine'],
    );
    const known = (await session.services.inspector.names?.()) ?? [];
    for (const { name } of [...whole.tables, ...whole.objects])
      t.true(
        known.some((one) => one.name === name.name),
        name.name,
      );
  });

  target.test('a table in another database is read under its name', async (t) => {
    const { session } = await made(t, ['CREATE TABLE a (id int PRIMARY KEY)']);
    const other = await made(t, [
      'CREATE TABLE b (id int PRIMARY KEY)',
      'CREATE TABLE c (id int, FOREIGN KEY (id) REFERENCES b (id))',
    ]);
    const schema = decodeURIComponent(new URL(other.database.url).pathname.slice(1));
    const { tables } = await session.services.inspector.read({ tables: [{ schema, name: 'b' }] });
    t.deepEqual(
      tables.map(({ name }) => name).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      [
        { name: 'b', schema },
        { name: 'c', schema },
      ],
    );
    t.deepEqual(
      tables.flatMap(({ constraints }) => constraints).find(({ kind }) => kind === 'foreignKey'),
      {
        kind: 'foreignKey',
        name: 'c_ibfk_1',
        columns: ['id'],
        references: { table: { name: 'b', schema }, columns: ['id'] },
      },
    );
  });

  target.test('what the model cannot express is listed', async (t) => {
    const statements = [
      'CREATE TABLE one (id int) ENGINE=MyISAM',
      'CREATE TABLE whole (id int) ENGINE=MERGE UNION=(one)',
      ...(isMariadb
        ? ['CREATE TABLE lasts (id int, a date, b date, PERIOD FOR p (a, b))']
        : [
            'CREATE TABLE shares (id int PRIMARY KEY) TABLESPACE innodb_system',
            'CREATE TABLE grows (id int PRIMARY KEY) AUTOEXTEND_SIZE=4M',
          ]),
    ];
    const { database } = await made(t, statements);
    const dialect = mysql({ url: database.url });
    const connection = await dialect.connect();
    t.teardown(() => connection.close());
    const { inspector } = await composeDialect(dialect, connection);
    const found = ((await inspector.unmodelled?.()) ?? []).map(({ kind, name }) => `${kind} ${name}`);
    t.deepEqual(found.toSorted(), isMariadb ? ['table whole'] : ['table grows', 'table shares', 'table whole']);
    t.deepEqual(
      (await inspector.read({})).tables.flatMap(({ constraints }) =>
        constraints.filter(({ kind }) => kind === 'check'),
      ),
      [],
    );
  });
});

/** The catalog gives the indexes and constraints of a table in any order. */
function inOrder(table: Table): Table {
  const byName = <T extends { readonly name?: string }>(parts: readonly T[]): readonly T[] =>
    parts.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  return { ...table, constraints: byName(table.constraints), indexes: byName(table.indexes) };
}

/**
 * The server's own words, line by line: the catalog of MySQL does not tell the order of keys. Some defaults have the name
 * of the database in them.
 */
async function definition(database: FreshDatabase, table: string): Promise<readonly string[]> {
  const client = await rawClient(database);
  try {
    const [row] = await client.query(`SHOW CREATE TABLE \`${table}\``);
    const text = String(row?.['Create Table']).replaceAll(/`aludel_\w+`\./gu, '');
    const lines = text.split('\n').map((line) => line.replace(/,$/u, ''));
    const isKey = (line: string): boolean => /^ +(?:[A-Z]+ )?KEY /u.test(line);
    return [...lines.filter((line) => !isKey(line)), ...lines.filter(isKey).toSorted()];
  } finally {
    await client.close();
  }
}

function tableOf({ tables }: SchemaModel, wanted: string): Table {
  const found = tables.find(({ name }) => name.name === wanted);
  if (found === undefined) throw new Error(`There is no table ${wanted}.`);
  return found;
}

function columnsOf(model: SchemaModel, table: string): Readonly<Record<string, Column | undefined>> {
  return Object.fromEntries(tableOf(model, table).columns.map((column) => [column.name, column]));
}

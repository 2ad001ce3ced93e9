import { createMigrator, type Migrator } from '@aludel/core';
import { postgres } from '@aludel/postgres';
import test, { type ExecutionContext } from 'ava';
import { modelProject, type ModelProject } from '../../autogenerate/project.test-support.js';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';

const head = `import { materializedView } from '@aludel/postgres';\n`;

const people = `
  export const teams = table('teams', { id: t.integer().primaryKey(), label: t.string(40), size: t.integer() });
  export const people = table('people', {
    id: t.integer().primaryKey(),
    team_id: t.integer().references('teams', 'id'),
    name: t.string(80).notNull(),
    email: t.text(),
    age: t.integer(),
    height: t.smallint(),
    pay: t.decimal(10, 2),
    born: t.date(),
    seen: t.timestamp(),
  });`;

/** Queries as people write them, and what in them is then changed. */
const queries: Readonly<Record<string, readonly [query: string, from: string, to: string]>> = {
  between: ['SELECT id FROM people WHERE age BETWEEN 18 AND 65', 'BETWEEN 18', 'BETWEEN 21'],
  not_between: ['SELECT id FROM people WHERE age NOT BETWEEN 18 AND height', 'NOT BETWEEN', 'BETWEEN'],
  in_columns: ['SELECT id FROM people WHERE age IN (height, team_id, 3)', 'height, team_id', 'height, id'],
  not_in: ["SELECT id FROM people WHERE name NOT IN ('a', 'b')", 'NOT IN', 'IN'],
  in_query: ['SELECT id FROM people WHERE team_id IN (SELECT id FROM teams)', 'team_id IN', 'id IN'],
  cases: [
    "SELECT id, CASE WHEN age < 18 THEN 'young' WHEN age BETWEEN 18 AND 65 THEN 'at work' ELSE 'free' END AS stage FROM people",
    'age < 18',
    'age <= 18',
  ],
  simple_case: [
    "SELECT CASE height WHEN 1 THEN 'one' ELSE name END AS what FROM people",
    "1 THEN 'one'",
    "2 THEN 'one'",
  ],
  coalesced: [
    "SELECT id, COALESCE(email, name, 'nobody') AS label, NULLIF(age, 0) AS age FROM people",
    'email, name',
    'name, email',
  ],
  casts: [
    'SELECT id::text AS id, CAST(pay AS integer) + 1 AS pay, age::bigint * 2 AS twice FROM people WHERE seen::date > born',
    'seen::date > born',
    'seen::date < born',
  ],
  joins: [
    'SELECT a.name, b.label FROM (people a JOIN teams t USING (id)) LEFT JOIN teams b USING (size) WHERE a.age BETWEEN 1 AND 2',
    'LEFT JOIN',
    'RIGHT JOIN',
  ],
  distinct_on: [
    'SELECT DISTINCT ON (team_id) team_id, name FROM people ORDER BY team_id, age DESC NULLS LAST',
    'age DESC',
    'height DESC',
  ],
  windows: [
    'SELECT name, row_number() OVER w AS place, sum(pay) OVER (PARTITION BY team_id ORDER BY born ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS paid FROM people WINDOW w AS (ORDER BY pay DESC)',
    '1 PRECEDING',
    '2 PRECEDING',
  ],
  likes: [
    "SELECT id FROM people WHERE name ILIKE 'a%' AND email NOT LIKE '%@x' AND name SIMILAR TO 'a|b'",
    "'a%'",
    "'b%'",
  ],
  existing: [
    'SELECT t.label FROM teams t WHERE EXISTS (SELECT 1 FROM people p WHERE p.team_id = t.id AND p.age BETWEEN t.size AND 99) AND NOT t.label IS NULL',
    't.size AND 99',
    't.id AND 99',
  ],
  dates: [
    "SELECT id, extract(year FROM born) AS year, seen AT TIME ZONE 'UTC' AS there, position('a' IN name) AS at FROM people WHERE seen > CURRENT_TIMESTAMP - INTERVAL '1 day' AND substring(name FROM 1 FOR 2) = 'ab'",
    'FROM 1 FOR',
    'FROM 2 FOR',
  ],
  common: [
    'WITH old AS (SELECT * FROM people WHERE age NOT BETWEEN 0 AND 64) SELECT name FROM old UNION ALL SELECT label FROM teams ORDER BY 1',
    'UNION ALL',
    'UNION',
  ],
};

const views = Object.entries(queries)
  .map(([name, [query]], at) => `export const v${at} = view('v_${name}', sql\`${query}\`);\n`)
  .join('');

/** Parts of a table, and what in them is then changed. */
const parts: readonly (readonly [part: string, from: string, to: string])[] = [
  [`check(sql\`amount BETWEEN 1 AND most\`, { name: 'ck_amount' })`, 'AND most', 'AND least'],
  [`check(sql\`most NOT BETWEEN SYMMETRIC 5 AND least\`, { name: 'ck_most' })`, 'SYMMETRIC 5', 'SYMMETRIC 6'],
  [`check(sql\`state IN ('a', 'b', code)\`, { name: 'ck_state' })`, `'b', code`, `'c', code`],
  [`check(sql\`code ~ '^[a-z]+$' AND code !~* 'x'\`, { name: 'ck_code' })`, '!~*', '!~'],
  [`check(sql\`amount IS DISTINCT FROM least\`, { name: 'ck_other' })`, 'IS DISTINCT', 'IS NOT DISTINCT'],
  [`check(sql\`least BETWEEN -1 AND 1.5 OR state IS NULL\`)`, '1.5', '2.5'],
];

const things = `
  export const things = table('things', {
    id: t.integer().identity().primaryKey(),
    amount: t.integer(), least: t.integer(), most: t.bigint(), code: t.string(9), state: t.text(),
    until: t.timestamp().default(sql\`date_trunc('day', CURRENT_TIMESTAMP) + INTERVAL '1 day' * 3\`),
    rank: t.integer().default(sql\`CASE WHEN 1 BETWEEN 0 AND 2 THEN 3 ELSE 4 END\`),
    size: t.integer().generatedAs(sql\`CASE WHEN amount BETWEEN 1 AND 9 THEN 1 ELSE COALESCE(least, 0) END\`, { stored: true }),
  }, {
    constraints: [${parts.map(([part]) => part).join(',\n')}],
    indexes: [
      index(['amount'], { name: 'ix_part', where: "state IN ('a', code) AND amount NOT BETWEEN 3 AND least" }),
      index([{ expression: "CASE WHEN amount BETWEEN 1 AND 2 THEN code ELSE upper(state) END" }, 'id'], { name: 'ix_case' }),
    ],
  });
  export const counts = materializedView({
    name: 'counts', definition: 'SELECT state, count(*) FILTER (WHERE amount BETWEEN 1 AND 5) AS n FROM things GROUP BY state',
    indexes: [{ name: 'ix_counts', unique: false, columns: [{ column: 'state' }], where: 'n BETWEEN 1 AND 3' }],
  });`;

const changesOfThings: readonly (readonly [from: string, to: string])[] = [
  ...parts.map(([, from, to]) => [from, to] as const),
  ['* 3', '* 4'],
  ['1 BETWEEN 0', '1 BETWEEN 1'],
  ['BETWEEN 1 AND 9', 'BETWEEN 1 AND 8'],
  ['NOT BETWEEN 3', 'NOT BETWEEN 4'],
  ['BETWEEN 1 AND 2 THEN code', 'BETWEEN 1 AND 3 THEN code'],
  ['BETWEEN 1 AND 5', 'BETWEEN 1 AND 6'],
  ['n BETWEEN 1', 'n BETWEEN 2'],
];

forEachTarget(
  test,
  (target) => {
    const project = async (t: ExecutionContext): Promise<Opened> => {
      const database = await target.freshDatabase(t);
      const made = modelProject(t, dialectPackage(database));
      const query: Opened['query'] = async (sql) => {
        const client = await rawClient(database);
        try {
          return await client.query(sql);
        } finally {
          await client.close();
        }
      };
      return { ...made, model: (text) => made.model(head + text), query, url: database.url };
    };

    target.test('views as people write them are no difference, and each change of one is', async (t) => {
      const made = await project(t);
      made.model(people + views);
      await made.generate();
      t.deepEqual((await made.migrator.check()).operations, []);
      for (const [name, [query, from, to]] of Object.entries(queries)) {
        t.true(query.includes(from), name);
        made.model(people + views.replace(query, query.replace(from, to)));
        const { missing } = await made.migrator.check();
        t.deepEqual([...new Set(missing.map(namesOf).flat())], [`v_${name}`], JSON.stringify(missing));
      }
    });

    target.test('the texts of a table are no difference, and each change of one is', async (t) => {
      const made = await project(t);
      const more = things
        .slice(0, things.indexOf('export const counts'))
        .replace('const things', 'const more')
        .replace("'things'", "'more'");
      const others = more.replaceAll(/'(ck|ix)_(\w+)'/gu, "'$1_more_$2'");
      made.model(things + others);
      await made.generate();
      t.deepEqual((await made.migrator.check()).operations, []);
      for (const [from, to] of changesOfThings) {
        t.is(things.split(from).length, 2, from);
        made.model(things.replace(from, to) + others);
        const { operations } = await made.migrator.check();
        t.true(operations.length > 0 && operations.length <= 4, `${from} → ${to}: ${operations.join('; ')}`);
      }
    });

    target.test('a migration has the words of the models, and of what is no difference nothing', async (t) => {
      const made = await project(t);
      made.model(people + views);
      await made.generate();
      made.model(people + views.replace('BETWEEN 18 AND 65`);', 'BETWEEN 18 AND 66`);'));
      const text = await made.generate();
      t.regex(String(text), /BETWEEN 18 AND 66/u);
      const [upgrade = ''] = String(text).split('downgrade(');
      t.deepEqual([...new Set(upgrade.match(/'v_\w+'/gu))], [`'v_between'`], text);
      t.deepEqual((await made.migrator.check()).operations, [], text);
    });

    target.test(
      'tables and views of other schemas, and what is called as something else, are asked about too',
      async (t) => {
        const made = await project(t);
        await made.query('CREATE SCHEMA sales');
        const model = `
        export const orders = table({ schema: 'sales', name: 'orders' }, {
          id: t.integer().primaryKey(), n: t.integer().check('n BETWEEN 1 AND id', 'ck_n'), state: t.enum(['a', 'b'], 'order_state'),
        }, { constraints: [check("state IN ('a') OR n NOT BETWEEN 3 AND 4", { name: 'ck_state' })] });
        export const own = table('orders', { id: t.integer().primaryKey(), m: t.integer().check('orders.m BETWEEN 1 AND id', 'ck_n') });
        export const all = view({ schema: 'sales', name: 'all_orders' }, sql\`SELECT o.id FROM sales.orders o JOIN orders p ON o.id BETWEEN p.id AND p.m\`);
        export const one = view('all_orders', sql\`SELECT id FROM sales.all_orders WHERE id NOT BETWEEN 1 AND 2\`);`;
        made.model(model);
        await made.generate();
        t.deepEqual((await made.migrator.check()).operations, []);
        made.model(model.replace('p.id AND p.m', 'p.m AND p.id').replace('1 AND 2', '1 AND 3'));
        const { missing } = await made.migrator.check();
        t.deepEqual(new Set(missing.map(namesOf).flat()), new Set(['all_orders']));
      },
    );

    target.test('what the server does not take is told apart from what it does, and leaves no trace', async (t) => {
      const made = await project(t);
      made.model(people + views);
      await made.generate();
      const state = `SELECT (SELECT count(*)::int FROM pg_namespace) AS schemas, (SELECT count(*)::int FROM pg_class) AS relations,
        (SELECT count(*)::int FROM pg_type) AS types`;
      const before = await made.query(state);
      const wrong = `
        export const bad = view('v_in_query', sql\`SELECT nothing FROM people WHERE age BETWEEN 1 AND 2\`);
        export const more = view('v_common', sql\`SELECT 1 AS one; COMMIT; CREATE TABLE left_over (id int)\`);`;
      const kept = views.split('\n').filter((line) => !/'v_(?:in_query|common)'/u.test(line));
      made.model(people + kept.join('\n') + wrong);
      const { missing } = await made.migrator.check();
      t.deepEqual(new Set(missing.map(namesOf).flat()), new Set(['v_in_query', 'v_common']));
      t.deepEqual(await made.query(state), before);
    });

    if (target.server === null) return;

    target.test('who may create nothing gets an answer all the same', async (t) => {
      const made = await project(t);
      made.model(people + views);
      await made.generate();
      const role = `scratch_${process.pid}_${Date.now()}`;
      await made.query(`CREATE ROLE ${role} LOGIN PASSWORD 'hunter2'`);
      t.teardown(async () => {
        await made.query(`DROP OWNED BY ${role}`);
        await made.query(`DROP ROLE ${role}`);
      });
      await made.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
      await made.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
      const url = new URL(made.url);
      url.username = role;
      url.password = 'hunter2';
      const { missing } = await migratorOn(made, url.href).check();
      // What it cannot ask about, it says as before.
      t.true(missing.length > 0);
      t.true(missing.every(({ kind }) => /view/iu.test(kind)));

      await made.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
      await made.query(`GRANT CREATE ON DATABASE "${url.pathname.slice(1)}" TO ${role}`);
      t.is((await migratorOn(made, url.href).check()).missing.length, missing.length);
      await made.query(`ALTER ROLE ${role} RESET default_transaction_read_only`);
      t.deepEqual((await migratorOn(made, url.href).check()).missing, []);
    });

    target.test('nobody who reads or writes the tables waits for the question', async (t) => {
      const made = await project(t);
      made.model(people + views + things);
      await made.generate();
      const database = await rawClient({ dialect: 'postgres', options: { url: made.url } });
      t.teardown(database.close);
      await database.query('BEGIN');
      // In the way of everything but a look at it.
      await database.query('LOCK TABLE people, teams, things IN EXCLUSIVE MODE');
      t.deepEqual((await made.migrator.check()).missing, []);
      await database.query('ROLLBACK');
    });
  },
  ({ dialect }) => dialect === 'postgres',
);

interface Opened extends ModelProject {
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly url: string;
}

function migratorOn({ folder }: ModelProject, url: string): Migrator {
  return createMigrator(
    { migrations: './migrations', models: './schema.ts', databases: { main: postgres({ url }) } },
    { folder },
  );
}

/** What an operation on an object is about. */
function namesOf(operation: object): readonly string[] {
  const found = JSON.stringify(operation, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return [
    ...found.matchAll(/"name":\{(?:"schema":"\w+",)?"name":"(\w+)"\}|"view":\{(?:"schema":"\w+",)?"name":"(\w+)"\}/gu),
  ].map(([, name, view]) => name ?? view ?? '');
}

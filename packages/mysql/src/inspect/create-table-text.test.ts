import test from 'ava';
import { readCreateTable, withBytes } from './create-table-text.js';

test('reads out of SHOW CREATE TABLE what the catalog does not tell', (t) => {
  const text = readCreateTable(`CREATE TABLE \`a (b\` (
  \`id\` int NOT NULL COMMENT 'one, (two)
three DEFAULT 7',
  \`b\` varbinary(12) DEFAULT 0xFF00,
  \`s\` varchar(9) DEFAULT (concat(_utf8mb4'a b',')')) COMMENT 'x',
  \`g\` varchar(30) GENERATED ALWAYS AS (concat(\`s\`,_utf8mb4'😀?')) STORED NOT NULL,
  PRIMARY KEY (\`id\`),
  FULLTEXT KEY \`ft\` (\`s\`) COMMENT 'ft' /*!50100 WITH PARSER \`ngram\` */ ,
  CONSTRAINT \`fk\` FOREIGN KEY (\`id\`) REFERENCES \`p\` (\`id\`) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT \`fk2\` FOREIGN KEY (\`id\`) REFERENCES \`p\` (\`id\`)
) /*!50100 TABLESPACE \`innodb_system\` */ ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COMMENT='PARTITION BY'
/*!50100 PARTITION BY RANGE (\`id\`)
(PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB) */`);
  t.deepEqual(
    [...text.columns],
    [
      ['b', { default: '0xFF00' }],
      ['s', { default: `(concat(_utf8mb4'a b',')'))` }],
      ['g', { generated: `concat(\`s\`,_utf8mb4'😀?')` }],
    ],
  );
  t.deepEqual([...text.indexes], [['ft', { parser: 'ngram' }]]);
  t.deepEqual(
    [...text.rules],
    [
      ['fk', { onDelete: 'SET NULL', onUpdate: 'CASCADE' }],
      ['fk2', { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' }],
    ],
  );
  t.is(text.partitioning, 'PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB)');
  t.deepEqual(text.others, { TABLESPACE: '`innodb_system`' });
  t.deepEqual(text.periods, {});
});

test('finds the periods of MariaDB, and what a table is kept by', (t) => {
  const text = readCreateTable(`CREATE TABLE "ap" (
  "id" int(11) DEFAULT NULL,
  PERIOD FOR "p" ("a", "b"),
  UNIQUE KEY "uo" ("id","p" WITHOUT OVERLAPS),
  PRIMARY KEY ("id","p" WITHOUT OVERLAPS),
  PERIOD FOR SYSTEM_TIME ("rs", "re")
) ENGINE=FEDERATED DEFAULT CHARSET=utf8mb4 CONNECTION='mysql://u:secret@h/d' WITH SYSTEM VERSIONING`);
  t.deepEqual(text.periods, { p: ['a', 'b'], SYSTEM_TIME: ['rs', 're'] });
  t.is(text.indexes.get('uo')?.withoutOverlaps, 'p');
  t.is(text.indexes.get('PRIMARY')?.withoutOverlaps, 'p');
  t.true(text.systemVersioning);
  t.deepEqual(Object.keys(text.others), ['CONNECTION']);
});

test('reads the options of the engine of an index, which are quoted, and none in a comment or a name', (t) => {
  const { indexes } = readCreateTable(`CREATE TABLE \`t\` (
  \`v\` vector(3) NOT NULL,
  VECTOR KEY \`it's\` (\`v\`) \`M\`=6 \`DISTANCE\`=cosine COMMENT '\`no\`=1 it''s \`no\`=2',
  KEY \`b\` (\`v\`(3)) COMMENT '\`no\`=1'
) ENGINE=InnoDB`);
  t.deepEqual(indexes.get("it's"), { others: { M: '6', DISTANCE: 'cosine' } });
  t.is(indexes.get('b'), undefined);
});

test('takes bytes from the text that nobody has decoded', (t) => {
  const definition = (bytes: string): string =>
    `CREATE TABLE \`t\` (\n  \`größe\` binary(3) DEFAULT '${bytes}'\n) ENGINE=InnoDB`;
  const raw = Buffer.from(definition('\u0001'), 'utf8')
    .toString('latin1')
    .replace('\u0001', String.raw`\0${'\u00FE'}''`);
  const words = withBytes(readCreateTable(definition('?')), raw, ['größe']);
  t.is(words.columns.get('größe')?.default, "x'00fe27'");
});

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { failure, Project } from './migrations-folder.test-support.js';

interface Breakage {
  readonly what: string;
  readonly by: (project: Project) => void;
  readonly code: string;
  readonly says: RegExp;
  /** The file that the error is about, and its line. */
  readonly at?: (project: Project) => readonly [file: string, line?: number];
}

const write =
  (name: string, text: string) =>
  (project: Project): void =>
    writeFileSync(join(project.folder, 'migrations', name), text);

const breakages: readonly Breakage[] = [
  {
    what: 'a file without a header',
    by: write('zz.ts', 'export const nothing = 1;\n'),
    code: 'HEADER_NOT_FOUND',
    says: /zz\.ts/u,
    at: (project) => [project.file('zz')],
  },
  {
    what: 'a header that is not literal',
    by: write(
      'zz.ts',
      "import { migration } from '@aludel/core';\nexport default migration({\n  revision: 'z' + 1,\n  downRevision: null,\n  upgrade() {},\n});\n",
    ),
    code: 'HEADER_NOT_LITERAL',
    says: /zz\.ts:3: revision/u,
    at: (project) => [project.file('zz'), 3],
  },
  {
    what: 'a header without a revision',
    by: write(
      'zz.ts',
      "import { migration } from '@aludel/core';\nexport default migration({ downRevision: null, upgrade() {} });\n",
    ),
    code: 'HEADER_FIELD_MISSING',
    says: /revision/u,
    at: (project) => [project.file('zz'), 2],
  },
  {
    what: 'two files of one revision',
    by: (project) => {
      project.write({ b2: {} });
      renameSync(project.file('b2'), project.file('copy_of_b2'));
      project.write({ b2: {} });
    },
    code: 'DUPLICATE_REVISION_FILE',
    says: /b2\.ts and copy_of_b2\.ts/u,
  },
  {
    what: 'a parent that does not exist',
    by: (project) => project.write({ zz: { down: 'nobody' } }),
    code: 'MISSING_PARENT',
    says: /nobody/u,
    at: (project) => [project.file('zz')],
  },
  {
    what: 'a dependency that does not exist',
    by: (project) => project.write({ zz: { down: 'a1', header: "dependsOn: ['nobody']," } }),
    code: 'MISSING_DEPENDENCY',
    says: /nobody/u,
    at: (project) => [project.file('zz')],
  },
  {
    what: 'a cycle',
    by: (project) => project.write({ x1: { down: 'x3' }, x2: { down: 'x1' }, x3: { down: 'x2' } }),
    code: 'REVISION_CYCLE',
    says: /x1.*x2.*x3|x3.*x2.*x1/u,
  },
  {
    what: 'a revision that follows itself',
    by: (project) => project.write({ x1: { down: 'x1' } }),
    code: 'REVISION_LOOP',
    says: /x1/u,
    at: (project) => [project.file('x1')],
  },
  {
    what: 'an identifier with a character that means something',
    by: (project) => {
      project.write({ zz: {} });
      writeFileSync(
        project.file('zz'),
        "import { migration } from '@aludel/core';\nexport default migration({ revision: 'a+b', downRevision: null, upgrade() {} });\n",
      );
    },
    code: 'ILLEGAL_REVISION_ID',
    says: /a\+b/u,
    at: (project) => [project.file('zz')],
  },
  {
    what: 'no folder at all',
    by: (project) => rmSync(join(project.folder, 'migrations'), { recursive: true }),
    code: 'MIGRATIONS_FOLDER_MISSING',
    says: /migrations does not exist/u,
  },
  {
    what: 'a file in place of the folder',
    by: (project) => {
      rmSync(join(project.folder, 'migrations'), { recursive: true });
      writeFileSync(join(project.folder, 'migrations'), '');
    },
    code: 'MIGRATIONS_UNREADABLE',
    says: /migrations/u,
  },
];

for (const { what, by, code, says, at } of breakages) {
  test(`${what} is a clear error of every command, and nothing is changed`, async (t) => {
    const project = new Project(t).write({ a1: { upgrade: "op.createTable('a', { id: t.integer() });" } });
    await project.migrator().upgrade();
    const before = project.bytes();
    by(project);
    const migrator = project.migrator();
    for (const command of [
      () => migrator.upgrade(),
      () => migrator.heads(),
      () => migrator.current(),
      () => migrator.history(),
      () => migrator.downgrade('base'),
      () => migrator.stamp('a1'),
    ]) {
      const error = await failure(t, command());
      t.is(error.code, code);
      t.regex(error.message, says);
      t.truthy(error.hint);
      if (at !== undefined) {
        const [file, line] = at(project);
        t.is(error.location.file, file);
        if (line !== undefined) t.is(error.location.line, line);
      }
    }
    t.deepEqual(project.bytes(), before);
  });
}

test('a file that evaluates to another revision than it says is not run', async (t) => {
  const project = new Project(t).write({ a1: {} });
  writeFileSync(
    project.file('b2'),
    [
      "import { migration } from '@aludel/core';",
      "const made = migration({ revision: 'b2', downRevision: 'a1', upgrade() { throw new Error('it ran'); } });",
      "(made as { revision: string }).revision = 'c3';",
      'export default made;',
    ].join('\n'),
  );
  const error = await failure(t, project.migrator().upgrade());
  t.is(error.location.file, project.file('b2'));
});

test('other files in the folder are left alone', async (t) => {
  const project = new Project(t).write({ a1: {} });
  write('README.md', '# Notes')(project);
  write('a1.test.ts', 'nonsense(')(project);
  write('.hidden.ts', 'nonsense(')(project);
  mkdirSync(join(project.folder, 'migrations', 'deeper.ts'));
  t.is((await project.migrator().heads()).length, 1);
});

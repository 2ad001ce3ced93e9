import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { codeBlocks, commandsOf, root } from './markdown-blocks.test-support.js';

const shellBlocks = codeBlocks('README.md').filter((block) => block.language === 'sh');

test('README shows first the two commands that a newcomer types', (t) => {
  const [first] = shellBlocks;
  t.deepEqual(first === undefined ? [] : commandsOf(first), ['npm start', 'npm test']);
});

test('every npm command that README shows is a script of the workspace', (t) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: object };
  for (const command of shellBlocks.flatMap(commandsOf)) {
    const [, name] = /^npm (?:run )?(start|test|\S+)/u.exec(command) ?? [];
    if (name === undefined || name === 'install') continue;
    t.true(name in scripts, command);
  }
});

test('README has no shell block that no test runs', (t) => {
  // The first: `npm start` is run by the tests of the example, `npm test` runs this one. The second: packed-project.test.ts.
  t.deepEqual(
    shellBlocks.map((block) => commandsOf(block)[0]),
    ['npm start', 'npm install @aludel/core @aludel/sqlite'],
  );
  t.regex(readFileSync(join(root, '.ci', 'run'), 'utf8'), /^npm test /mu);
});

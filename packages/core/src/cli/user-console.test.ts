import test from 'ava';
import { config, Project } from './project.test.kit.js';

const talkative = `console.log('from the config');\n${config}`;

test('what config and migrations print leaves the document of --json whole', async (t) => {
  const project = new Project(t, { 'aludel.config.ts': talkative });
  project.migration('aa11', null, { body: `console.log('hello'); console.table([{ a: 1 }]); console.group('g');` });
  const { code, stdout, stderr } = await project.run('upgrade', '--json');
  t.is(code, 0);
  t.like(JSON.parse(stdout), { to: ['aa11'] });
  for (const said of ['from the config', 'hello', '│']) t.true(stderr.includes(said), said);
});

test('what config and migrations print does not get into a script', async (t) => {
  const project = new Project(t, { 'aludel.config.ts': talkative });
  project.migration('aa11', null, { body: `console.info('hello'); op.execute('SELECT 1');` });
  const { stdout, stderr } = await project.run('upgrade', '--sql');
  t.regex(stdout, /SELECT 1/u);
  t.notRegex(stdout, /hello|from the config/u);
  t.regex(stderr, /from the config[^]*hello/u);
});

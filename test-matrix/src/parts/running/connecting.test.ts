import { createServer } from 'node:net';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { createMigrator, type AludelError } from '@aludel/core';
import test, { type ExecutionContext } from 'ava';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import type { DatabaseOptions } from '../../fresh-database.js';
import { failure } from '../../running/migrations-folder.test-support.js';
import { TargetProject } from './target-project.test-support.js';

const secret = 'hunter2-geheim';

/** The same database at another address. */
function at(database: DatabaseOptions, change: (url: URL) => void): DatabaseOptions {
  if (!('url' in database.options)) throw new Error('It has no address.');
  const url = new URL(database.options.url);
  change(url);
  return { ...database, options: { url: url.href } } as DatabaseOptions;
}

async function refused(t: ExecutionContext, project: TargetProject, database: DatabaseOptions): Promise<AludelError> {
  const migrator = createMigrator(
    { migrations: './migrations', databases: { main: dialectPackage(database) } },
    { folder: project.folder },
  );
  const error = await failure(t, migrator.upgrade());
  t.is(error.code, 'CONNECTION_FAILED');
  t.truthy(error.hint);
  t.false(inspect(error, { depth: 9, showHidden: true }).includes(secret));
  return error;
}

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return String(typeof address === 'object' ? address?.port : address);
}

forEachTarget(test, (target) => {
  if (target.server === null) return;

  target.test('a user whom the server does not let in is told so, without the password', async (t) => {
    const project = (await TargetProject.make(t, target)).write({ a1: {} });
    const error = await refused(
      t,
      project,
      at(project.database, (url) => {
        url.username = 'nobody_of_that_name';
        url.password = secret;
      }),
    );
    t.regex(error.message, /nobody_of_that_name/u);
  });

  target.test('a database that is not there is named, without the password', async (t) => {
    const project = (await TargetProject.make(t, target)).write({ a1: {} });
    const error = await refused(
      t,
      project,
      at(project.database, (url) => {
        url.pathname = '/no_such_database';
      }),
    );
    t.regex(error.message, /no_such_database/u);
  });

  target.test('a server that does not answer is named, without the password', async (t) => {
    const project = (await TargetProject.make(t, target)).write({ a1: {} });
    const port = await closedPort();
    const error = await refused(
      t,
      project,
      at(project.database, (url) => {
        url.port = port;
        url.password = secret;
      }),
    );
    t.regex(error.message, new RegExp(port, 'u'));
  });

  target.test('the command prints no password, whatever goes wrong', async (t) => {
    const project = (await TargetProject.make(t, target)).write({ a1: {} });
    const port = await closedPort();
    const options = at(project.database, (url) => {
      url.port = port;
      url.password = secret;
    }).options as { readonly url: string };
    const { exitCode, output } = await project.command('upgrade', '--url', options.url).end();
    t.is(exitCode, 1, output);
    t.regex(output, new RegExp(port, 'u'));
    t.false(output.includes(secret), output);
  });

  target.test('an address of another sort is refused before anything is asked, without the password', async (t) => {
    const project = (await TargetProject.make(t, target)).write({ a1: {} });
    const { exitCode, output } = await project.command('upgrade', '--url', `ftp://user:${secret}@127.0.0.1/x`).end();
    t.is(exitCode, 2, output);
    t.false(output.includes(secret), output);
  });
});

import { randomBytes } from 'node:crypto';
import test from 'ava';
import type { AludelError } from '@aludel/core';
import { modelProject } from '../../autogenerate/project.test-support.js';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres' || target.server === null) return;

  target.test('who may not read the version table is told which statement was refused', async (t) => {
    const database = await target.freshDatabase(t);
    if (database.dialect !== 'postgres') throw new Error(`${target.name} is no PostgreSQL`);
    const own = modelProject(t, dialectPackage(database));
    own.model(`export const users = table('users', { id: t.integer().primaryKey() });`);
    await own.generate();

    const client = await rawClient(database);
    const role = `stranger_${randomBytes(4).toString('hex')}`;
    await client.script(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
    t.teardown(async () => {
      await client.script(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
      await client.close();
    });
    const url = new URL(database.url);
    url.username = role;
    url.password = role;
    const { migrator } = modelProject(t, dialectPackage(database).withUrl(url.href));
    const error = await t.throwsAsync<AludelError>(migrator.current(), { code: 'MISSING_PRIVILEGE' });
    t.regex(error?.location.sql ?? '', /FROM .*aludel_version/u);
  });
});

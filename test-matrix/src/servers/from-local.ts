import { startLocalMysql } from './local-mysql.js';
import { startLocalPostgres } from './local-postgres.js';
import { UnavailableError, type Provider } from './provider.js';

/** A server of our own, from programs that npm or Debian have: its data in a folder of its own, on a free port of loopback. */
export const fromLocal: Provider = {
  name: 'local',
  async start(target, options) {
    const { local } = target.server;
    switch (local.from) {
      case 'npm':
        return startLocalPostgres(target, local, options);
      case 'debian':
        return startLocalMysql(target, local, options);
      case 'nowhere':
        throw new UnavailableError(local.reason);
      default:
        throw new Error(`Nobody starts ${target.name}.`, { cause: local satisfies never });
    }
  },
};

import { UnavailableError, type Provider, type ServerTarget } from './provider.js';
import { serverUrl } from './server-state.js';

const schemes = { sqlite: [], postgres: ['postgres:', 'postgresql:'], mysql: ['mysql:', 'mariadb:'] } as const;

/** A server that runs already, whose URL somebody has put into the environment. It is not ours: `stop` leaves it. */
export const fromUrl: Provider = {
  name: 'url',
  async start(target) {
    return { url: readUrl(target), stop: () => Promise.resolve() };
  },
};

/** The URL may have a password in it: it is not repeated. */
function readUrl(target: ServerTarget): string {
  const { urlVariable } = target.server;
  const url = serverUrl(target);
  if (typeof url !== 'string') throw new UnavailableError(`${urlVariable} is not set`);
  const wanted: readonly string[] = schemes[target.dialect];
  if (URL.canParse(url) && wanted.includes(new URL(url).protocol)) return url;
  throw new Error(`${urlVariable} is no URL that begins with ${wanted.map((scheme) => `${scheme}//`).join(' or ')}`);
}

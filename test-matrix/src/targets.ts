/**
 * Everything the matrix can run on, in one list. A target is a kind of database in one version; how it is started is said
 * here too, so that a new version is one entry. (A cluster would be one more way to start, and one more entry.)
 */

export type TargetDialect = 'sqlite' | 'postgres' | 'mysql';
export type TargetFlavour = 'sqlite' | 'pglite' | 'postgresql' | 'mysql' | 'mariadb';

/** PostgreSQL out of an npm package that has the server's programs. */
export interface NpmPostgres {
  readonly from: 'npm';
  /** Name of the package in node_modules: an alias, because several versions of one package stand beside each other. */
  readonly alias: string;
}

/** A server out of Debian packages that are unpacked, not installed. */
export interface DebianServer {
  readonly from: 'debian';
  readonly suite: 'bookworm' | 'trixie' | 'sid';
  readonly package: string;
}

/** Why no program of this version can be had. */
export interface NoProgram {
  readonly from: 'nowhere';
  readonly reason: string;
}

/** A server process of its own: everything but what runs inside the test's process. */
export interface ServerRecipe {
  /** Environment variable with the URL of a server that runs already. */
  readonly urlVariable: string;
  /** Docker image. */
  readonly image: string;
  readonly local: NpmPostgres | DebianServer | NoProgram;
}

export interface Target {
  /** What is typed: `postgres-17`. */
  readonly name: string;
  readonly dialect: TargetDialect;
  readonly flavour: TargetFlavour;
  /** The server's version begins with this: `17`, `10.11`; empty where the version is that of an npm package. */
  readonly version: string;
  /** `null`: runs inside the test's own process, there is no server. */
  readonly server: ServerRecipe | null;
  /** Whether `npm test` runs it: the oldest and the newest of each kind. */
  readonly inNpmTest: boolean;
}

type Local = ServerRecipe['local'];

function embedded(flavour: 'sqlite' | 'pglite', dialect: TargetDialect): Target {
  return { name: flavour, dialect, flavour, version: '', server: null, inNpmTest: true };
}

function server(flavour: 'postgresql' | 'mysql' | 'mariadb', version: string, local: Local, inNpmTest = false): Target {
  const word = flavour === 'postgresql' ? 'postgres' : flavour;
  const name = `${word}-${version}`;
  return {
    name,
    dialect: flavour === 'postgresql' ? 'postgres' : 'mysql',
    flavour,
    version,
    server: {
      urlVariable: `ALUDEL_TEST_URL_${name.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '_')}`,
      image: `${word}:${version}`,
      local,
    },
    inNpmTest,
  };
}

const noOlderMysql: NoProgram = {
  from: 'nowhere',
  reason: 'neither npm nor Debian has this version: it runs where a URL is given or Docker has its image',
};

export const targets: readonly Target[] = [
  embedded('sqlite', 'sqlite'),
  embedded('pglite', 'postgres'),
  server('postgresql', '13', { from: 'npm', alias: 'pg13' }, true),
  server('postgresql', '15', { from: 'npm', alias: 'pg15' }),
  server('postgresql', '17', { from: 'npm', alias: 'pg17' }),
  server('postgresql', '18', { from: 'npm', alias: 'pg18' }, true),
  server('mysql', '8.0', noOlderMysql),
  server('mysql', '8.4', noOlderMysql),
  server('mysql', '9.7', { from: 'debian', suite: 'sid', package: 'mysql-server-core' }, true),
  server('mariadb', '10.11', { from: 'debian', suite: 'bookworm', package: 'mariadb-server-core' }, true),
  server('mariadb', '11.8', { from: 'debian', suite: 'trixie', package: 'mariadb-server-core' }, true),
];

/** The target of that name; throws a message with all names if there is none. */
export function targetNamed(name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (found !== undefined) return found;
  throw new RangeError(`There is no target ${name}; there are: ${targets.map((target) => target.name).join(', ')}.`);
}

import { AludelError, type Literal } from '@aludel/core/dialect';
import type { Flavour } from './flavour.js';

/** The server is one of several that all write: a lock on it keeps nobody away from the others. */
export class ClusterLockError extends AludelError {
  constructor(
    readonly cluster: string,
    readonly members: number,
  ) {
    super(
      'CLUSTER_LOCK',
      `The server is one of ${members} of a cluster (${cluster}) that all write, and GET_LOCK holds on this one alone: it cannot keep two runs on two of them apart.`,
      {
        hint: "Let all migrations go to the same server, and say so: mysql({ cluster: 'single-writer' }).",
      },
    );
  }
}

interface Session {
  readonly flavour: Flavour;
  query(sql: string, bindings?: readonly Literal[]): Promise<readonly Record<string, unknown>[]>;
}

/** Throws where other servers write the same database, and would not know of a lock. One query, or two. */
export async function assertOneWriter(session: Session): Promise<void> {
  const galera = await galeraSize(session);
  if (galera > 1) throw new ClusterLockError('Galera', galera);
  if (session.flavour.kind !== 'mysql') return;
  const members = await writingMembers(session);
  if (members > 1) throw new ClusterLockError('Group Replication', members);
}

/** The nodes of a Galera cluster (MariaDB, Percona XtraDB Cluster); 0 where there is none. */
async function galeraSize(session: Session): Promise<number> {
  const rows = await session.query(
    "SHOW GLOBAL STATUS WHERE variable_name IN ('wsrep_cluster_size', 'wsrep_connected')",
  );
  const status = new Map(rows.map((row) => [String(row['Variable_name']).toLowerCase(), String(row['Value'])]));
  return status.get('wsrep_connected') === 'ON' ? Number(status.get('wsrep_cluster_size') ?? 0) : 0;
}

/** The members of a group that may write. With one primary all others are read only, and its lock is enough. */
async function writingMembers(session: Session): Promise<number> {
  try {
    const [row] = await session.query(
      "SELECT COUNT(*) AS members FROM performance_schema.replication_group_members WHERE member_state = 'ONLINE' AND member_role = 'PRIMARY'",
    );
    return Number(row?.['members'] ?? 0);
  } catch {
    return 0; // performance_schema is off, or not for this user: then nothing can be known.
  }
}

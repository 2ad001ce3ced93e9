import { migration, primaryKey, t } from '@aludel/core';

export default migration({
  revision: '03_teams',
  downRevision: '02_people',
  message: 'Teams of people, within an account',

  upgrade(op) {
    op.createTable('teams', {
      id: t.integer().identity().primaryKey(),
      account_id: t.integer().notNull().references('accounts', 'id', { onDelete: 'cascade' }),
      name: t.string(80).notNull(),
    });
    op.createTable(
      'team_members',
      {
        team_id: t.integer().notNull().references('teams', 'id', { onDelete: 'cascade' }),
        person_id: t.integer().notNull().references('people', 'id', { onDelete: 'cascade' }),
        since: t.date(),
      },
      { constraints: [primaryKey(['team_id', 'person_id'])] },
    );
    // A team of the first four of each account.
    op.execute(`INSERT INTO teams (id, account_id, name) SELECT id, id, 'Support' FROM accounts`, [], { reverse: '' });
    op.execute(
      `INSERT INTO team_members (team_id, person_id, since)
         SELECT account_id, id, joined_on FROM people WHERE is_agent = TRUE`,
      [],
      { reverse: '' },
    );
  },
});

import { migration } from '@aludel/core';

export default migration({
  revision: '41_users',
  downRevision: '40_all_together',
  message: 'People are called users, and their name a full name',

  // Foreign keys, keys and indexes follow.
  upgrade(op) {
    op.renameTable('people', 'users');
    op.renameColumn('users', 'display_name', 'full_name');
    op.renameColumn('team_members', 'person_id', 'user_id');
  },
});

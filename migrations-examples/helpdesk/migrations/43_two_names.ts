import { migration, t } from '@aludel/core';

export default migration({
  revision: '43_two_names',
  downRevision: '42_phone_numbers',
  message: 'Given name and family name apart',

  // A data migration in TypeScript: no two databases split text alike.
  async upgrade(op) {
    op.addColumn('users', 'given_name', t.string(60));
    op.addColumn('users', 'family_name', t.string(60));
    const users: readonly { readonly id: number; readonly full_name: string }[] = await op
      .knex('users')
      .select('id', 'full_name');
    for (const { id, full_name } of users) {
      const [given, ...rest] = full_name.split(' ');
      await op
        .knex('users')
        .where({ id })
        .update({ given_name: given, family_name: rest.join(' ') });
    }
    op.alterColumn('users', 'given_name', { nullable: false });
    op.dropColumn('users', 'full_name');
  },

  async downgrade(op) {
    op.addColumn('users', 'full_name', t.string(120));
    const users: readonly { readonly id: number; readonly given_name: string; readonly family_name: string }[] =
      await op.knex('users').select('id', 'given_name', 'family_name');
    for (const { id, given_name, family_name } of users) {
      await op
        .knex('users')
        .where({ id })
        .update({ full_name: `${given_name} ${family_name}` });
    }
    op.alterColumn('users', 'full_name', { nullable: false });
    op.dropColumn('users', 'given_name');
    op.dropColumn('users', 'family_name');
  },
});

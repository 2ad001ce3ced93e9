import test from 'ava';
import { eventBody, triggerBody } from './stored-body.js';

test('takes what a trigger does as it was written, with the comments in front', (t) => {
  t.is(
    triggerBody("CREATE DEFINER=`for each row`@`%` TRIGGER `a` BEFORE INSERT ON `u` FOR EACH ROW set @x = 'it''s'"),
    "set @x = 'it''s'",
  );
  t.is(
    triggerBody('CREATE trigger if not exists x before  insert on db.u for /* c */ each row  -- why; so\n begin end'),
    '-- why; so\n begin end',
  );
  t.is(triggerBody('CREATE TRIGGER "a" AFTER UPDATE ON "u" FOR EACH ROW FOLLOWS "b c" set @y = 1'), 'set @y = 1');
  t.is(triggerBody('CREATE TRIGGER'), undefined);
});

test('takes what an event does', (t) => {
  t.is(
    eventBody("CREATE EVENT `do` ON SCHEDULE EVERY 1 DAY ENABLE COMMENT 'do it' DO /* now */ select 'it''s'"),
    "/* now */ select 'it''s'",
  );
});

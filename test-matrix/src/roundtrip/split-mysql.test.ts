import test from 'ava';
import { splitMysql } from './split-mysql.js';

test('cuts statements as the client does, and drops a backslash at the end of a line', (t) => {
  t.deepEqual(
    splitMysql("SELECT 'a;\\\\\n' \\\nAS b; -- it's\nDELIMITER ;;\nBEGIN x; END;;\nDELIMITER ;\nUSE other;\n"),
    ["SELECT 'a;\\\\\n' \nAS b", 'BEGIN x; END'],
  );
});

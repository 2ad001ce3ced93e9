import type { Call } from '../operations/call.js';
import type { Imports } from './imports.js';
import { layOut } from './layout.js';
import { syntaxOf, type Syntax } from './syntax.js';

/** One statement of a migration's body: `op.addColumn('users', 'email', t.string(255));`, indented, without a newline. */
export function renderCall(call: Call, imports: Imports, indent: number): string {
  const args = call.args.map((argument, index) => {
    const syntax = syntaxOf(argument, imports);
    return call.name === 'createTable' && index === 1 ? opened(syntax) : syntax;
  });
  const statement = layOut(
    { kind: 'chain', root: 'op', calls: [{ name: call.name, args }] },
    { indent, column: indent, behind: 1 },
  );
  return `${' '.repeat(indent)}${statement};`;
}

/** The columns of a table read best one below the other, however short they are. */
export function opened(syntax: Syntax): Syntax {
  return syntax.kind === 'properties' && syntax.entries.length > 0 ? { ...syntax, open: true } : syntax;
}

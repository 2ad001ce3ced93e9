import { isTrivia, tokenize } from '../parse/tokens.js';
import { quoted } from './writing.js';

/** A stored CREATE names no schema: for an attached database it has to be put before the name. */
export function inSchema(definition: string, schema: string | undefined): string {
  if (schema === undefined) return definition;
  const tokens = tokenize(definition).filter((token) => !isTrivia(token));
  const kind = tokens.findIndex(({ text }) => /^(?:table|index|trigger|view)$/iu.test(text));
  const ifNotExists = /^if$/iu.test(tokens[kind + 1]?.text ?? '') && /^not$/iu.test(tokens[kind + 2]?.text ?? '');
  const at = kind + (ifNotExists ? 4 : 1);
  const name = tokens[at];
  if (name === undefined || tokens[at + 1]?.text === '.') return definition;
  return `${definition.slice(0, name.start)}${quoted(schema)}.${definition.slice(name.start)}`;
}

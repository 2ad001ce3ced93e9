import { parseCreateTable, type CreateTableText } from '../parse/create-table-text.js';
import { applyEdits, replaceRange, type TextEdit } from '../parse/text-edits.js';
import { folded, isTrivia, tokenize, unquoted, type TextRange, type Token } from '../parse/tokens.js';
import { bareName } from './bare-name.js';
import { quoted } from './writing.js';

/**
 * What SQLite does to stored definitions when a column or table gets another name, as far as it can be told from the
 * text: for what is compiled later in the same go, before the database can be asked again.
 */

/** A renamed column in the CREATE TABLE of its own table: in its place, in constraints, and in expressions. */
export function renameColumnInTable(definition: string, from: string, to: string): string {
  const text = parseCreateTable(definition);
  const isColumn = (name: string): boolean => folded(name) === folded(from);
  const names = [
    ...text.columns.map(({ name }) => name),
    ...text.constraints.flatMap((item) => {
      if (item.kind === 'foreignKey') return item.columns;
      return 'columns' in item ? item.columns.flatMap(({ column }) => column ?? []) : [];
    }),
    ...references(text).flatMap(({ table, columns }) =>
      folded(table.value) === folded(text.name.value) ? columns : [],
    ),
  ];
  const edits = [
    ...names.filter(({ value }) => isColumn(value)).map(({ range }) => renamed(definition, range, to)),
    ...expressions(text).flatMap((range) =>
      namesWithin(text.tokens, range, from).map((token) => replaceRange(token, quoted(to))),
    ),
  ];
  return applyEdits(definition, edits);
}

function references(text: CreateTableText) {
  return [
    ...text.columns.flatMap(({ clauses }) =>
      clauses.flatMap((one) => (one.kind === 'references' ? [one.references] : [])),
    ),
    ...text.constraints.flatMap((item) => (item.kind === 'foreignKey' ? [item.references] : [])),
  ];
}

function expressions(text: CreateTableText): readonly TextRange[] {
  return [
    ...text.columns.flatMap(({ clauses }) =>
      clauses.flatMap((one) => ('expression' in one ? [one.expression.range] : [])),
    ),
    ...text.constraints.flatMap((item) => (item.kind === 'check' ? [item.expression.range] : [])),
  ];
}

/** A renamed column wherever an index of its table mentions it. */
export function renameInText(definition: string, from: string, to: string): string {
  const tokens = tokenize(definition);
  const whole = { start: 0, end: definition.length };
  const edits: readonly TextEdit[] = namesWithin(tokens, whole, from).map((token) => renamed(definition, token, to));
  return applyEdits(definition, edits);
}

/** A name with quotes keeps some, as SQLite has it. */
function renamed(definition: string, range: TextRange, to: string): TextEdit {
  const bare = /[\w$]/u.test(definition[range.start] ?? '');
  return replaceRange(range, bare ? bareName(to) : quoted(to));
}

/** Not where it is called as a function. */
function namesWithin(tokens: readonly Token[], { start, end }: TextRange, name: string): readonly Token[] {
  return tokens.filter(
    (token, index) =>
      token.start >= start &&
      token.end <= end &&
      (token.kind === 'word' || token.kind === 'name') &&
      folded(unquoted(token.text)) === folded(name) &&
      tokens.slice(index + 1).find((next) => !isTrivia(next))?.text !== '(',
  );
}

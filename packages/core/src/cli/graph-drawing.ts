/** A revision to draw. */
export interface DrawnNode {
  readonly id: string;
  readonly parents: readonly string[];
  /** Drawn full; else hollow. */
  readonly isMarked: boolean;
}

/** A row of the drawing. */
export interface DrawnRow {
  readonly drawing: string;
  /** Which node stands in this row; none where lines only part or join. */
  readonly index?: number;
}

interface Glyphs {
  readonly full: string;
  readonly hollow: string;
  readonly more: string;
  /** By the directions in which a line leaves a cell: up 1, down 2, left 4, right 8. */
  readonly lines: string;
}

const unicode: Glyphs = { full: '●', hollow: '○', more: '┆', lines: ' ││││╯╮┤─╰╭├─┴┬┼' };
const ascii: Glyphs = { full: '*', hollow: 'o', more: ':', lines: ` ||||'.+-'.+-+++` };
const [up, down, left, right] = [1, 2, 4, 8];
/** A horizontal line goes by behind the one of this cell. */
const behind = 16;

/**
 * Draws revisions as `git log --graph` does: a column for each line of descent, with rows in between where lines part or
 * join. Its cost grows with the rows and with the lines that are side by side.
 * @param nodes each before its parents; parents that are not among them are marked by a broken line
 */
export function* drawGraph(
  nodes: readonly DrawnNode[],
  options: { readonly ascii?: boolean } = {},
): Generator<DrawnRow> {
  const glyphs = options.ascii === true ? ascii : unicode;
  const listed = new Set(nodes.map(({ id }) => id));
  const columns = new Columns();
  /** The column in which a line has just ended: a line that begins there at once would look like its continuation. */
  let ended: number | undefined;
  for (const [index, node] of nodes.entries()) {
    const before = columns.lines();
    const column = columns.of(node.id) ?? columns.open(node.id);
    if (column === ended) yield { drawing: row(before, glyphs) };
    yield { drawing: row(columns.lines(), glyphs, column, node.isMarked ? glyphs.full : glyphs.hollow), index };

    const parents = [...new Set(node.parents)].filter((parent) => listed.has(parent));
    const link = columns.goDown(column, parents);
    ended = parents.length === 0 ? column : undefined;
    if (link !== undefined) yield { drawing: row(link, glyphs) };
    else if (parents.length === 0 && node.parents.length > 0) {
      yield { drawing: row(columns.lines(), glyphs, column, glyphs.more) };
    }
  }
}

/** Which revision each column comes down on next. No revision is waited for in two of them. */
class Columns {
  readonly #awaited: (string | undefined)[] = [];
  readonly #byId = new Map<string, number>();

  of(id: string): number | undefined {
    return this.#byId.get(id);
  }

  /** The cells of a row in which all lines go straight on. */
  lines(): readonly number[] {
    return this.#awaited.map((id) => (id === undefined ? 0 : up | down));
  }

  /** Takes the first free column. */
  open(id: string): number {
    const free = this.#awaited.indexOf(undefined);
    const column = free === -1 ? this.#awaited.length : free;
    this.#set(column, id);
    return column;
  }

  /**
   * Leads a column down to the parents of its revision: one goes on in it, others get a column of their own
   * unless another column leads to them already.
   * @returns the directions of the cells of the row in between, if one is needed
   */
  goDown(column: number, parents: readonly string[]): readonly number[] | undefined {
    const before = this.lines();
    this.#clear(column);
    const targets: number[] = [];
    for (const parent of parents) {
      const known = this.#byId.get(parent);
      if (known !== undefined) {
        targets.push(known);
        // Of two lines that join the left one goes on.
        if (known > column && this.#awaited[column] === undefined) {
          this.#clear(known);
          this.#set(column, parent);
        }
      } else if (this.#awaited[column] === undefined) this.#set(column, parent);
      else targets.push(this.open(parent));
    }
    const cells = targets.length === 0 ? undefined : this.#link(column, targets, before);
    while (this.#awaited.length > 0 && this.#awaited.at(-1) === undefined) this.#awaited.pop();
    return cells;
  }

  #link(column: number, targets: readonly number[], before: readonly number[]): readonly number[] {
    const first = Math.min(column, ...targets);
    const last = Math.max(column, ...targets);
    const joined = new Set([column, ...targets]);
    return this.#awaited.map((id, index) => {
      const vertical = ((before[index] ?? 0) & up) | (id === undefined ? 0 : down);
      if (index < first || index > last) return vertical;
      const sideways = (index > first ? left : 0) | (index < last ? right : 0);
      return vertical !== 0 && !joined.has(index) ? vertical | behind : vertical | sideways;
    });
  }

  #set(column: number, id: string): void {
    this.#awaited[column] = id;
    this.#byId.set(id, column);
  }

  #clear(column: number): void {
    const id = this.#awaited[column];
    if (id !== undefined) this.#byId.delete(id);
    this.#awaited[column] = undefined;
  }
}

/** Writes cells as text, with one cell replaced by a sign. */
function row(cells: readonly number[], { lines }: Glyphs, signed?: number, sign = ''): string {
  const horizontal = lines[left | right] ?? '-';
  let text = '';
  for (let index = 0; index < Math.max(cells.length, (signed ?? -1) + 1); index++) {
    const cell = cells[index] ?? 0;
    text += index === signed ? sign : (lines[cell & ~behind] ?? ' ');
    text += (cell & (right | behind)) === 0 ? ' ' : horizontal;
  }
  return text.trimEnd();
}

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
export function drawGraph(
  nodes: readonly DrawnNode[],
  options: { readonly ascii?: boolean } = {},
): readonly DrawnRow[] {
  const rows: DrawnRow[] = [];
  const glyphs = options.ascii === true ? ascii : unicode;
  const places = new Map<string, number>();
  for (let index = 0; index < nodes.length; index++) places.set(nodes[index]?.id ?? '', index);
  const columns = new Columns(nodes.length);
  /** The column in which a line has just ended: a line that begins there at once would look like its continuation. */
  let ended = none;
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined) continue;
    const before = ended === none ? '' : columns.straight(glyphs);
    const column = columns.takenBy(index);
    if (column === ended) rows.push({ drawing: before });
    rows.push({ drawing: columns.straight(glyphs, column, node.isMarked ? glyphs.full : glyphs.hollow), index });

    const parents = placesOf(node.parents, places);
    const link = columns.goDown(column, parents);
    ended = parents.length === 0 ? column : none;
    if (link !== undefined) rows.push({ drawing: row(link, glyphs) });
    else if (parents.length === 0 && node.parents.length > 0) {
      rows.push({ drawing: columns.straight(glyphs, column, glyphs.more) });
    }
  }
  return rows;
}

const none = -1;

/** Those of the parents that are drawn, each once. */
function placesOf(parents: readonly string[], places: ReadonlyMap<string, number>): readonly number[] {
  const found: number[] = [];
  for (const parent of parents) {
    const place = places.get(parent);
    if (place !== undefined && !found.includes(place)) found.push(place);
  }
  return found;
}

/** Which node, by its place in the list, each column comes down on next. No node is waited for in two of them. */
class Columns {
  readonly #awaited: number[] = [];
  readonly #columnOf: Int32Array;

  constructor(nodes: number) {
    this.#columnOf = new Int32Array(nodes).fill(none);
  }

  /** The column that leads to a node; the first free one, if none does. */
  takenBy(node: number): number {
    const column = this.#columnOf[node] ?? none;
    return column === none ? this.#open(node) : column;
  }

  /** A row in which all lines go straight on, with a sign in one column. */
  straight({ lines }: Glyphs, signed = none, sign = ''): string {
    const vertical = lines[up | down] ?? '';
    const count = Math.max(this.#awaited.length, signed + 1);
    let text = '';
    for (let column = 0; column < count; column++) {
      if (column > 0) text += ' ';
      text += column === signed ? sign : this.#isFree(column) ? ' ' : vertical;
    }
    return text;
  }

  /**
   * Leads a column down to the parents of its node: one goes on in it, others get a column of their own unless another
   * column leads to them already.
   * @returns the directions of the cells of the row in between, if one is needed
   */
  goDown(column: number, parents: readonly number[]): readonly number[] | undefined {
    const [only] = parents;
    if (only !== undefined && parents.length === 1 && this.#columnOf[only] === none) {
      // Most revisions: straight on.
      this.#set(column, only);
      return undefined;
    }
    const before = this.#awaited.map((node) => node !== none);
    this.#awaited[column] = none;
    const targets = parents.flatMap((parent) => this.#lead(column, parent));
    const cells = targets.length === 0 ? undefined : this.#link(column, targets, before);
    while (this.#awaited.at(-1) === none) this.#awaited.pop();
    return cells;
  }

  /** @returns the other column that a line goes over to, if it does */
  #lead(column: number, parent: number): readonly number[] {
    const known = this.#columnOf[parent] ?? none;
    if (known === none) {
      if (!this.#isFree(column)) return [this.#open(parent)];
      this.#set(column, parent);
      return [];
    }
    // Of two lines that join the left one goes on.
    if (known > column && this.#isFree(column)) {
      this.#awaited[known] = none;
      this.#set(column, parent);
    }
    return [known];
  }

  #link(column: number, targets: readonly number[], before: readonly boolean[]): readonly number[] {
    const first = Math.min(column, ...targets);
    const last = Math.max(column, ...targets);
    const joined = new Set([column, ...targets]);
    return this.#awaited.map((node, index) => {
      const vertical = (before[index] === true ? up : 0) | (node === none ? 0 : down);
      if (index < first || index > last) return vertical;
      const sideways = (index > first ? left : 0) | (index < last ? right : 0);
      return vertical !== 0 && !joined.has(index) ? vertical | behind : vertical | sideways;
    });
  }

  #open(node: number): number {
    const free = this.#awaited.indexOf(none);
    const column = free === none ? this.#awaited.length : free;
    this.#set(column, node);
    return column;
  }

  #set(column: number, node: number): void {
    this.#awaited[column] = node;
    this.#columnOf[node] = column;
  }

  #isFree(column: number): boolean {
    return (this.#awaited[column] ?? none) === none;
  }
}

/** Writes cells as text. */
function row(cells: readonly number[], { lines }: Glyphs): string {
  const horizontal = lines[left | right] ?? '';
  let text = '';
  for (const cell of cells) {
    text += (lines[cell & ~behind] ?? '') + ((cell & (right | behind)) === 0 ? ' ' : horizontal);
  }
  return text.trimEnd();
}

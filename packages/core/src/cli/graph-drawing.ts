/** A revision to draw. */
export interface DrawnNode {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  /** False is drawn hollow; else full. */
  readonly isApplied?: boolean;
}

/** Takes a row of the drawing, and the node that stands in it: none where lines only part or join. */
export type RowTaker<Node extends DrawnNode> = (drawing: string, node?: Node) => void;

interface Glyphs {
  readonly full: string;
  readonly hollow: string;
  readonly more: string;
  /** By the directions in which a line leaves a cell: up 1, down 2, left 4, right 8. */
  readonly lines: string;
}

const unicode: Glyphs = { full: '●', hollow: '○', more: '┆', lines: ' ││││╯╮┤─╰╭├─┴┬┼' };
const ascii: Glyphs = { full: '*', hollow: 'o', more: ':', lines: ` ||||'.+-'.+-+++` };
const up = 1;
const down = 2;
const left = 4;
const right = 8;
/** A horizontal line goes by behind the one of this cell. */
const behind = 16;

/**
 * Draws revisions as `git log --graph` does: a column for each line of descent, with rows in between where lines part or
 * join. Its cost grows with the rows and with the lines that are side by side.
 * @param nodes each before its parents; parents that are not among them are marked by a broken line
 */
export function drawGraph<Node extends DrawnNode>(
  nodes: readonly Node[],
  options: { readonly ascii?: boolean },
  take: RowTaker<Node>,
): void {
  const glyphs = options.ascii === true ? ascii : unicode;
  const places = new Places(nodes);
  const columns = new Columns(nodes.length);
  /** The column in which a line has just ended: a line that begins there at once would look like its continuation. */
  let ended = none;
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined) continue;
    const sign = node.isApplied === false ? glyphs.hollow : glyphs.full;
    if (columns.isOnly(index) && isNext(nodes[index + 1], node)) {
      // Most revisions: nothing beside them, and the parent below.
      take(sign, node);
      columns.goStraight(index + 1);
      ended = none;
      continue;
    }
    const before = ended === none ? '' : columns.straight(glyphs);
    const column = columns.takenBy(index);
    if (column === ended) take(before);
    take(columns.straight(glyphs, column, sign), node);

    const parents = places.ofParents(index, node);
    const link = columns.goDown(column, parents);
    ended = parents.length === 0 ? column : none;
    if (link !== undefined) take(row(link, glyphs));
    else if (parents.length === 0 && node.downRevisions.length > 0) {
      take(columns.straight(glyphs, column, glyphs.more));
    }
  }
}

const none = -1;

function isNext(next: DrawnNode | undefined, { downRevisions }: DrawnNode): boolean {
  return downRevisions.length === 1 && next?.revision === downRevisions[0];
}

/** Where in the list the nodes stand. */
class Places {
  #byId: ReadonlyMap<string, number> | undefined;

  constructor(private readonly nodes: readonly DrawnNode[]) {}

  /** Those of a node's parents that are drawn, each once. */
  ofParents(index: number, { downRevisions }: DrawnNode): readonly number[] {
    const found: number[] = [];
    for (const parent of downRevisions) {
      const place = this.#nearby(index, parent) ?? this.#anywhere(parent);
      if (place !== undefined && !found.includes(place)) found.push(place);
    }
    return found;
  }

  /** Most parents come next, or soon. */
  #nearby(index: number, id: string): number | undefined {
    for (let place = index + 1; place <= index + 4; place++) if (this.nodes[place]?.revision === id) return place;
    return undefined;
  }

  #anywhere(id: string): number | undefined {
    this.#byId ??= new Map(this.nodes.map((node, place) => [node.revision, place]));
    return this.#byId.get(id);
  }
}

/** Which node, by its place in the list, each column comes down on next. No node is waited for in two of them. */
class Columns {
  readonly #awaited: number[] = [];
  readonly #columnOf: Int32Array;

  constructor(nodes: number) {
    this.#columnOf = new Int32Array(nodes).fill(none);
  }

  /** Whether the only line there is comes down on a node. */
  isOnly(node: number): boolean {
    return this.#awaited.length === 1 && this.#awaited[0] === node;
  }

  /** Leads the only line there is on to another node. */
  goStraight(node: number): void {
    this.#set(0, node);
  }

  /** The column that leads to a node; the first free one, if none does. */
  takenBy(node: number): number {
    const column = this.#columnOf[node] ?? none;
    return column === none ? this.#open(node) : column;
  }

  /** A row in which all lines go straight on, with a sign in one column. */
  straight({ lines }: Glyphs, signed = none, sign = ''): string {
    const count = Math.max(this.#awaited.length, signed + 1);
    const vertical = lines[up | down] ?? '';
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
    const only = parents[0];
    if (only !== undefined && parents.length === 1 && this.#columnOf[only] === none) {
      this.#set(column, only);
      return undefined;
    }
    return this.#part(column, parents);
  }

  #part(column: number, parents: readonly number[]): readonly number[] | undefined {
    const before = this.#awaited.slice();
    this.#awaited[column] = none;
    const targets: number[] = [];
    for (const parent of parents) {
      const other = this.#lead(column, parent);
      if (other !== none) targets.push(other);
    }
    const cells = targets.length === 0 ? undefined : this.#link(column, targets, before);
    while (this.#awaited.at(-1) === none) this.#awaited.pop();
    return cells;
  }

  /** @returns the other column that a line goes over to, if it does */
  #lead(column: number, parent: number): number {
    const known = this.#columnOf[parent] ?? none;
    if (known === none) {
      if (!this.#isFree(column)) return this.#open(parent);
      this.#set(column, parent);
      return none;
    }
    // Of two lines that join the left one goes on.
    if (known > column && this.#isFree(column)) {
      this.#awaited[known] = none;
      this.#set(column, parent);
    }
    return known;
  }

  /** @param before what the columns led to above this row */
  #link(column: number, targets: readonly number[], before: readonly number[]): readonly number[] {
    let first = column;
    let last = column;
    for (const target of targets) {
      if (target < first) first = target;
      if (target > last) last = target;
    }
    const cells: number[] = [];
    for (let index = 0; index < this.#awaited.length; index++) {
      const vertical = ((before[index] ?? none) === none ? 0 : up) | (this.#isFree(index) ? 0 : down);
      let sideways = 0;
      if (index >= first && index <= last) {
        if (vertical !== 0 && index !== column && !targets.includes(index)) sideways = behind;
        else sideways = (index > first ? left : 0) | (index < last ? right : 0);
      }
      cells.push(vertical | sideways);
    }
    return cells;
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

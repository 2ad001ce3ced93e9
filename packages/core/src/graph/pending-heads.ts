import type { GraphNode } from './graph-node.js';

/**
 * The ends from which a listing goes down, in a fixed order: each is a place with a revision in it. A place keeps its rank
 * while the revision in it changes, new places come last, and a place that is given up is skipped from then on.
 */
export class PendingHeads {
  /** Undefined where a place was given up. */
  readonly #nodes: (GraphNode | undefined)[] = [];
  /** Of a place that was given up: one that may still stand, after and before it. */
  readonly #after: number[] = [];
  readonly #before: number[] = [];
  readonly #placeOf: Int32Array;

  constructor(graphSize: number) {
    this.#placeOf = new Int32Array(graphSize).fill(-1);
  }

  has(node: GraphNode): boolean {
    return (this.#placeOf[node.index] ?? -1) >= 0;
  }

  /** The place that the revision is in. */
  placeOf(node: GraphNode): number | undefined {
    const place = this.#placeOf[node.index] ?? -1;
    return place < 0 ? undefined : place;
  }

  /** Opens a place after all others. */
  append(node: GraphNode): number {
    const place = this.#nodes.length;
    this.#nodes.push(node);
    this.#after.push(place + 1);
    this.#before.push(place - 1);
    this.#placeOf[node.index] = place;
    return place;
  }

  /** Puts another revision into a place. */
  replace(place: number, node: GraphNode): void {
    this.#leave(place);
    this.#nodes[place] = node;
    this.#placeOf[node.index] = place;
  }

  /** Gives a place up. */
  remove(place: number): void {
    this.#leave(place);
    this.#nodes[place] = undefined;
  }

  at(place: number): GraphNode | undefined {
    return this.#nodes[place];
  }

  /** The first place from there on that stands; undefined at the end. */
  firstFrom(place: number): number | undefined {
    const found = this.#seek(place, this.#after);
    return found < this.#nodes.length ? found : undefined;
  }

  /** The last place before it that stands; undefined at the start. */
  lastBefore(place: number): number | undefined {
    const found = this.#seek(place - 1, this.#before);
    return found >= 0 ? found : undefined;
  }

  #isGivenUp(place: number): boolean {
    return place >= 0 && place < this.#nodes.length && this.#nodes[place] === undefined;
  }

  #leave(place: number): void {
    const node = this.#nodes[place];
    if (node !== undefined) this.#placeOf[node.index] = -1;
  }

  /** Follows the links over places that were given up, and shortens them for the next time. */
  #seek(start: number, links: number[]): number {
    if (!this.#isGivenUp(start)) return start;
    let found = start;
    while (this.#isGivenUp(found)) found = links[found] ?? found;
    for (let place = start; place !== found;) {
      const next = links[place] ?? found;
      links[place] = found;
      place = next;
    }
    return found;
  }
}

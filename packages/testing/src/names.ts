import type { SchemaModel, TableName } from '@aludel/core/dialect';
import type { Choices } from './choices.js';
import type { ModelProfile } from './profile.js';

/**
 * Hands out names that nothing else in a model has, in whatever case: databases differ in which kinds of name must be
 * distinct, and some do not tell cases apart.
 */
export class Names {
  readonly #taken = new Set<string>();

  constructor(
    private readonly profile: Pick<ModelProfile, 'names' | 'maxNameLength'>,
    taken: Iterable<string> = [],
  ) {
    for (const name of taken) this.#taken.add(name.toLowerCase());
  }

  /** All names of a model that share a space in some database: tables, views, indexes, constraints. */
  static ofModel(profile: ModelProfile, model: SchemaModel): Names {
    return new Names(profile, [
      ...model.objects.map(({ name }) => name.name),
      ...model.tables.flatMap(({ name, indexes, constraints }) => [
        name.name,
        ...indexes.map((index) => index.name),
        ...constraints.flatMap((constraint) => (constraint.name === undefined ? [] : [constraint.name])),
      ]),
    ]);
  }

  /** A word of the profile. */
  word(choices: Choices): string {
    return this.fresh(choices.maybe(this.profile.names) ?? 'name');
  }

  /** A word after a prefix: `ix_email`. */
  prefixed(prefix: string, choices: Choices): string {
    return this.fresh(`${prefix}_${choices.maybe(this.profile.names) ?? 'name'}`);
  }

  /** The name itself if it is free, else with a number. */
  fresh(wanted: string): string {
    let name = cut(wanted, this.profile.maxNameLength);
    for (let number = 2; this.#taken.has(name.toLowerCase()); number++) {
      const tail = `_${number}`;
      name = cut(wanted, this.profile.maxNameLength - tail.length) + tail;
    }
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** The longest beginning of a text that fits into a number of bytes. */
function cut(text: string, bytes: number): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > bytes) break;
    kept += character;
  }
  return kept;
}

export function inSchema(name: string, profile: ModelProfile, choices: Choices): TableName {
  const schema = choices.oneIn(4) ? choices.maybe(profile.schemas) : undefined;
  return schema === undefined ? { name } : { schema, name };
}

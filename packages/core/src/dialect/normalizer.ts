import type { SchemaModel } from '../schema/model.js';

/** Says a model in the words of one database: how its inspector would report it had it been created. */
export interface Normalizer {
  normalize(model: SchemaModel): SchemaModel;
}

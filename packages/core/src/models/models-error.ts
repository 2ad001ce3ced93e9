import {
  DuplicateModelError,
  InvalidModelError,
  ModelsNotFoundError,
  ModelsNotLoadedError,
  NoModelsError,
} from './errors.js';

const told = [ModelsNotFoundError, NoModelsError, DuplicateModelError, InvalidModelError];

/** What went wrong with models, told as their fault: whoever compares them must not take it for the database's. */
export function modelsError(source: string, error: unknown): unknown {
  return told.some((known) => error instanceof known) ? error : new ModelsNotLoadedError(source, error);
}

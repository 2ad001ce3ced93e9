import type { PostgresFunction } from '../augment.js';

/** As it was made with other settings, the names in its body may not be found with those of a migration. */
export function unlessChecked(object: PostgresFunction): { readonly unchecked?: boolean } {
  return isRead(object) && !/\bbegin\s+atomic\b/iu.test(object.definition) ? { unchecked: true } : {};
}

/** Whether the server looks at the names in the body when it is made. */
export function isRead({ definition }: PostgresFunction): boolean {
  return /\blanguage\s+'?sql\b/iu.test(definition);
}

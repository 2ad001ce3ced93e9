import type { MigrationParts } from './renderer.js';

/** What a template can name. */
const placeholders: Readonly<Record<string, (parts: MigrationParts) => string>> = {
  created: ({ created }) => created,
  imports: ({ imports }) => imports,
  header: ({ header }) => header,
  methods: ({ methods }) => methods,
  revision: ({ draft }) => draft.revision,
  message: ({ draft }) => draft.message ?? '',
};

/** Placeholders of a text that mean nothing. */
export function unknownPlaceholders(template: string): readonly string[] {
  return [...template.matchAll(/\{\{(\w+)\}\}/gu)].flatMap(([whole, name = '']) =>
    name in placeholders ? [] : [whole],
  );
}

/** Puts the parts of a migration into a text with placeholders: `{{header}}`. */
export function filledTemplate(template: string, parts: MigrationParts): string {
  return template.replaceAll(/\{\{(\w+)\}\}/gu, (whole, name: string) => placeholders[name]?.(parts) ?? whole);
}

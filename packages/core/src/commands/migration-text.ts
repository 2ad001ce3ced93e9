import { TemplateInvalidError } from '../autogenerate/errors.js';
import { hook, noCall } from '../autogenerate/hook.js';
import type { RenderOperation } from '../autogenerate/settings.js';
import type { Revision } from '../graph/revision.js';
import { OperationRegistry } from '../operations/registry.js';
import {
  migrationParts,
  standardText,
  type MigrationDraft,
  type MigrationParts,
  type OperationWriter,
} from '../render/renderer.js';
import { AludelError } from '../errors.js';
import { readHeader } from '../revisions/header.js';
import type { WritingSettings } from './context.js';

/**
 * The text of a new migration file, in the user's words where the config has a renderer or a template.
 * @throws HookFailedError, TemplateInvalidError
 */
export function migrationText(
  draft: MigrationDraft,
  revision: Revision,
  { render, template }: Pick<WritingSettings, 'render' | 'template'>,
  registry: OperationWriter = new OperationRegistry(),
): string {
  const parts = migrationParts(draft, render === undefined ? registry : renderedBy(render, registry));
  if (template === undefined) return standardText(parts);
  const text = hook('autogenerate.template', (given: MigrationParts): unknown => template(given))(parts);
  if (typeof text !== 'string') throw new TemplateInvalidError('gave no text.');
  refuseOtherHeader(text, revision);
  return text;
}

function renderedBy(render: RenderOperation, registry: OperationWriter): OperationWriter {
  const own = hook('autogenerate.render', render, noCall);
  return {
    toCall: (operation) => {
      const call = registry.toCall(operation);
      return own(operation, call) ?? call;
    },
    typeSource: (type) => registry.typeSource(type),
  };
}

/** A file that no command can place in the graph would make every command fail from then on. */
function refuseOtherHeader(text: string, { id, downRevisions, dependsOn, branchLabels }: Revision): void {
  let read: Revision;
  try {
    read = readHeader(text, 'template');
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    throw new TemplateInvalidError(`makes a file that is no migration: ${error.message}`, error);
  }
  const same =
    read.id === id &&
    [
      [read.downRevisions, downRevisions],
      [read.dependsOn, dependsOn],
      [read.branchLabels, branchLabels],
    ].every(([one, other]) => JSON.stringify(one) === JSON.stringify(other));
  if (!same) throw new TemplateInvalidError('makes a file with another header than the one that it was given.');
}

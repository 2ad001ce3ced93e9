import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { answer } from './answer.js';
import { isRight } from './compare.js';
import { DEVIATIONS, type DeviationRule } from './deviations.js';
import { BrokenVectorsError, readVectorFile, type Query, type VectorFile } from './format.js';
import { RevisionGraph } from './graph.js';
import { answerOf, type Answer } from './kinds.js';

export interface Count {
  passed: number;
  deviating: number;
  failed: number;
}

export interface Failure {
  readonly file: string;
  readonly query: Query;
  readonly answer: Answer;
}

export interface Report {
  readonly files: number;
  readonly kinds: ReadonlyMap<string, Count>;
  readonly deviations: ReadonlyMap<DeviationRule, number>;
  readonly failures: readonly Failure[];
  readonly total: Count;
}

/** Asks all queries of all files of a folder. @throws BrokenVectorsError for a folder or file that is none */
export async function runVectors(folder: string): Promise<Report> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== 'index.json').toSorted();
  } catch (error) {
    throw new BrokenVectorsError(
      `The folder ${folder} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (names.length === 0)
    throw new BrokenVectorsError(`The folder ${folder} holds no vectors: no *.json besides index.json.`);
  const report = new Reporter();
  for (const name of names) report.ask(await readVectorFile(join(folder, name)));
  const { kinds, deviations, failures, total } = report;
  return { files: names.length, kinds, deviations, failures, total };
}

class Reporter {
  readonly kinds = new Map<string, Count>();
  readonly deviations = new Map<DeviationRule, number>();
  readonly failures: Failure[] = [];
  readonly total: Count = { passed: 0, deviating: 0, failed: 0 };

  ask(file: VectorFile): void {
    let graph: RevisionGraph | undefined;
    const loaded = answerOf(() => {
      graph = new RevisionGraph(
        file.revisions.map(({ id, down, dependsOn, labels, doc }) => ({
          id,
          downRevisions: down,
          dependsOn,
          branchLabels: labels,
          message: doc,
        })),
      );
    });
    for (const query of file.queries) {
      const built = graph;
      const ours = built === undefined ? loaded : answerOf(() => answer(built, query));
      this.#count(file, query, ours, built);
    }
  }

  #count(file: VectorFile, query: Query, ours: Answer, graph: RevisionGraph | undefined): void {
    const count = this.kinds.get(query.k) ?? { passed: 0, deviating: 0, failed: 0 };
    this.kinds.set(query.k, count);
    if (isRight(query, ours, graph)) {
      count.passed += 1;
      this.total.passed += 1;
      return;
    }
    const rule = DEVIATIONS.find(({ matches }) => matches({ file, query, answer: ours, graph }));
    if (rule === undefined) {
      count.failed += 1;
      this.total.failed += 1;
      this.failures.push({ file: file.file, query, answer: ours });
      return;
    }
    count.deviating += 1;
    this.total.deviating += 1;
    this.deviations.set(rule, (this.deviations.get(rule) ?? 0) + 1);
  }
}

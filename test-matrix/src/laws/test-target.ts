import { testDialect, type SuitePart } from '@aludel/testing';
import type { TestFn } from 'ava';
import { forEachTarget, type TargetUnderTest } from '../for-each-target.js';
import { sqliteWatch } from './check-inspect.js';
import { profileOf } from './profiles.js';
import { databasesOf } from './target-databases.js';
import type { Target, TargetFlavour } from '../targets.js';
import { gapsOf } from './target-gaps.js';

const sqliteFault = /constraint failed|NULL into NOT NULL|point at a row|Cannot add a NOT NULL|PRIMARY KEY missing/u;

/** Adds parts of the conformance suite for every target, or for those of one flavour. */
export function testTargets(test: TestFn, parts: readonly SuitePart[], flavour?: TargetFlavour): void {
  const isMeant = (target: Target): boolean => flavour === undefined || target.flavour === flavour;
  const define = (target: TargetUnderTest): void => {
    const profile = profileOf(target);
    const databases = databasesOf(target, profile.schemas);
    test.after.always(`${target.name}: what it was tried on is taken away`, () => databases.close());
    testDialect({
      test: target.test,
      name: '',
      database: databases.source,
      runScript: databases.runScript,
      profile,
      parts,
      unsupported: gapsOf(target),
      ...(target.dialect === 'sqlite'
        ? { watch: sqliteWatch, rowsFault: sqliteFault }
        : { watch: { viewsInOwnWords: true } }),
    });
  };
  forEachTarget(test, define, isMeant);
}

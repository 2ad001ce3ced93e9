import type { Gap } from '@aludel/testing';
import type { Target } from '../targets.js';

/** What a target cannot do, with the reason. */
export function gapsOf(_target: Target): readonly Gap[] {
  return [];
}

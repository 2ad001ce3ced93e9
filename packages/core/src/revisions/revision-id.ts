import { randomBytes } from 'node:crypto';

/** A new revision identifier: 12 random hexadecimal digits, so that two developers' branches never meet in one. */
export function newRevisionId(): string {
  return randomBytes(6).toString('hex');
}

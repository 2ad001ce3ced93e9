import type { ServerRecipe, Target } from '../targets.js';

export type ProviderName = 'url' | 'docker' | 'local' | 'in process';

/** A target whose server has to come from somewhere. */
export type ServerTarget = Target & { readonly server: ServerRecipe };

/** A server that answers, and that goes when `stop` is called, or when this process ends, however it ends. */
export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  /** Tells whoever waits what takes long. */
  readonly say: (text: string) => void;
  /** Settings of the server, by the names it has for them. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** One place to have servers from. */
export interface Provider {
  readonly name: ProviderName;
  /**
   * Starts the target's server.
   *
   * @throws UnavailableError where this place does not have it: the next is asked
   */
  readonly start: (target: ServerTarget, options: StartOptions) => Promise<RunningServer>;
}

/** Why a provider, or all of them, can't start a target, in words that say what is missing. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

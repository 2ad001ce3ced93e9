/**
 * What must not outlive this process. Servers die with it by themselves (the kernel sees to that); this is for their
 * folders, and for a tidy end at Ctrl-C.
 */
const open = new Set<() => void>();
let listening = false;

/**
 * Registers a last resort, to be run at the process's end if nobody has cleaned up by then; synchronous, because nothing
 * else runs at that point. Returns the function that takes it off again.
 */
export function atProcessEnd(clean: () => void): () => void {
  if (!listening) process.on('exit', cleanAll);
  listening = true;
  open.add(clean);
  return () => void open.delete(clean);
}

function cleanAll(): void {
  for (const clean of open) {
    try {
      clean();
    } catch {
      // The others are still to be cleaned.
    }
  }
}

/**
 * Calls `stop` once at the first SIGINT, SIGTERM or SIGHUP and ends the process with the signal's exit code afterwards. A
 * second signal does not wait. Returns the function that takes the listeners off.
 */
export function onInterruption(stop: () => Promise<unknown>): () => void {
  let stopping = false;
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal, index) => {
    const code = 128 + ([2, 15, 1][index] ?? 0);
    const listener = (): void => {
      if (stopping) process.exit(code);
      stopping = true;
      void stop().finally(() => process.exit(code));
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const off of listeners) off();
  };
}

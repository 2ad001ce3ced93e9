import { spawn } from 'node:child_process';

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** A command with its arguments. */
export type CommandLine = readonly [command: string, ...args: string[]];

/** Runs a program to its end; `status` is null where it could not be started or was killed, and `stderr` says why. */
export function runProgram([command, ...args]: CommandLine, options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const { input, ...rest } = options;
    const child = spawn(command, args, { ...rest, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => resolve({ status: null, stdout, stderr: `${stderr}${error.message}` }));
    child.on('close', (status, signal) =>
      resolve({ status, stdout, stderr: signal === null ? stderr : `${stderr}\nended by ${signal}` }),
    );
    // A program may end before it has read all: what it says is then in its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** The same, where anything but success is an error; resolves to the standard output. */
export async function mustRun(commandLine: CommandLine, options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await runProgram(commandLine, options);
  if (status === 0) return stdout;
  const said = `${stdout.slice(-2000)}${stderr.slice(-4000)}`.trim();
  throw new Error(`${commandLine[0]} failed (${status ?? 'killed or not found'}): ${said}`);
}

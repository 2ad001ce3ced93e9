import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

/** First byte of the message by which a client says that it leaves. */
const terminate = 0x58;

/**
 * A socket to a PostgreSQL within the process: what the driver writes is handed to PGlite, and its answer is what the
 * driver reads. So one driver, with one idea of values and errors, serves both.
 */
export class PgliteStream extends Duplex {
  constructor(private readonly database: PGlite) {
    super();
  }

  /** The driver takes it for a socket: there is nothing to connect to, and nothing to delay. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // What is read was pushed when it was answered.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#ask(chunk, done);
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#ask(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #ask(message: Buffer, done: (error?: Error | null) => void): void {
    // PGlite would leave with the client.
    if (message[0] === terminate) {
      this.push(null);
      done();
      return;
    }
    this.database.execProtocolRaw(new Uint8Array(message)).then(
      (answer) => {
        if (answer.length > 0) this.push(Buffer.from(answer));
        done();
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }
}

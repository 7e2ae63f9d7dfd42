/** The client's side of the Language Server Protocol over a child process's pipes: just what the test needs. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

type Answer = (params: unknown) => unknown;

export class LanguageClient {
  /** What the server sent without being asked, in order. */
  readonly notifications: Message[] = [];
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #answers: Readonly<Record<string, Answer>>;
  readonly #waiting = new Map<number | string, (message: Message) => void>();
  #unread = Buffer.alloc(0);
  #lastId = 0;

  /** `answers` are what this client replies to the server's own requests, by method. */
  constructor(
    command: string,
    args: string[],
    cwd: string,
    env: NodeJS.ProcessEnv,
    answers: Record<string, Answer>,
  ) {
    this.#answers = answers;
    this.#server = spawn(command, args, { cwd, env });
    this.#server.stdout.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    this.#server.stderr.resume();
  }

  /** @throws when the server answers with an error */
  async request<T>(method: string, params: unknown): Promise<T> {
    const id = ++this.#lastId;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#send({ id, method, params });
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  async close(): Promise<void> {
    const exited = new Promise((resolve) => this.#server.once('exit', resolve));
    await this.request('shutdown', null);
    this.notify('exit', null);
    await exited;
  }

  #send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#server.stdin.write(body);
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    for (;;) {
      const headerEnd = this.#unread.indexOf('\r\n\r\n');
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#unread.toString('ascii', 0, headerEnd))?.[1]);
      const end = headerEnd + 4 + length;
      if (this.#unread.length < end) return;
      const message = JSON.parse(this.#unread.toString('utf8', headerEnd + 4, end)) as Message;
      this.#unread = this.#unread.subarray(end);
      this.#receive(message);
    }
  }

  #receive(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) {
      this.#waiting.get(id!)?.(message);
    } else if (id === undefined) {
      this.notifications.push(message);
    } else {
      this.#send({ id, result: this.#answers[method]?.(params) ?? null });
    }
  }
}

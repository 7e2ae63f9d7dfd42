/** How oxc hands its tree over: as JSON, or through memory that both sides read. */
import type { ParserOptions, ParseResult } from 'oxc-parser';
import { oxcParser } from '../native.ts';

/** What `parseSync` takes, but does not declare yet. */
interface Options extends ParserOptions {
  readonly experimentalRawTransfer?: boolean;
}

/** What oxc sets aside in each thread that shares memory. It touches no more of it than the largest tree fills. */
const BUFFER = 6 * 2 ** 30;

/** Every Node that can share memory has this; our types are those of Node 20. */
interface TransferableBuffer extends ArrayBuffer {
  transfer(length: number): ArrayBuffer;
}

let sharesMemory = false;

/**
 * Whether so many threads can share memory with oxc, which takes a third of the time that JSON takes: Node 22 or later,
 * with that much virtual memory. Windows counts memory that is only set aside, so there it is left alone.
 */
export function canShareMemory(threads: number): boolean {
  if (process.platform === 'win32' || !oxcParser().rawTransferSupported()) return false;
  // As much again is for the threads themselves. Tried here, because a thread without room takes the whole run along.
  const buffers: TransferableBuffer[] = [];
  try {
    while (buffers.length < 2 * threads) buffers.push(new ArrayBuffer(BUFFER) as TransferableBuffer);
    return true;
  } catch {
    return false;
  } finally {
    // Gives them back now instead of at the next garbage collection.
    for (const buffer of buffers) buffer.transfer(0);
  }
}

/** For this thread, from now on. */
export function shareMemory(shares: boolean): void {
  sharesMemory = shares;
}

/** The tree that typescript-eslint would make; errors are in the result. */
export function parseTree(filename: string, text: string, options: ParserOptions): ParseResult {
  // Without `range`, which `callsOf` adds in passing; without nodes for parentheses, which no other parser makes.
  const wanted: ParserOptions = { ...options, astType: 'ts', preserveParens: false };
  if (sharesMemory) {
    try {
      const shared: Options = { ...wanted, experimentalRawTransfer: true };
      return oxcParser().parseSync(filename, text, shared);
    } catch {
      // The tree is too deep for the reader, which then keeps its buffer; JSON has no such limit.
      sharesMemory = false;
    }
  }
  return oxcParser().parseSync(filename, text, wanted);
}

/** The command cannot start as it was given; the message says why and what to do. Exit code 3. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

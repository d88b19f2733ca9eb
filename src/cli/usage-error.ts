/** The command was used wrongly; the message says how, in one line. */
export class UsageError extends Error {
  override name = 'UsageError';
}

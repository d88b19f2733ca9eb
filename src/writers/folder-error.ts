/** The run's folder can't be used as it is: the user can mend it, nothing was written. */
export class FolderError extends Error {
  override name = 'FolderError';
}

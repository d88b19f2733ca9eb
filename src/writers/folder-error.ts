/** The run's folder can't be used as it is: the user can mend it, nothing was written. */
export class FolderError extends Error {
  override name = 'FolderError';
}

/** The system refused to write: the disk is full, permission is missing. */
export class WriteError extends Error {
  override name = 'WriteError';
}

/** An error of the operating system, told with the folder that it concerns; others as they are. */
export function withFolder(error: unknown, folder: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new WriteError(`${folder} can not be written: ${systemReason(error)}`, { cause: error });
}

/** What the operating system says, without the call that it was asked for and the path of that. */
export function systemReason(error: Error): string {
  return error.message.replace(/, \w+(?: '[^]*')?$/, '');
}

/**
 * Reads a file that a scenario names, such as one that it includes. Throws an `Error` whose message
 * says in one line why it can't be read.
 */
export type ReadText = (path: string) => string;

/** For scenarios that are a text without a place: they may not name files. */
export function readNothing(path: string): never {
  throw new Error(
    `${path} can not be read here: loadScenario got no fourth argument that reads files`,
  );
}

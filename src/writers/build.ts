import { readFileSync } from 'node:fs';

/** Which program made a result. Results of different builds are never taken for each other. */
export interface Build {
  /** Version and the start of a hash over all that follows: what two builds are compared by. */
  readonly id: string;
  readonly version: string;
  /** sha256 of the built code that decides results. */
  readonly codeHash: string;
  /** Versions of the packages that the code runs with. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The build that is running, as `npm run build` noted it beside the code. */
export function readBuild(): Build {
  return JSON.parse(readFileSync(new URL('../build.json', import.meta.url), 'utf8')) as Build;
}

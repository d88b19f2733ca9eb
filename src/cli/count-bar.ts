import { openBar } from './terminal-bar.js';
import { counted } from './wording.js';

export interface CountBar {
  /** `of`: null while nobody knows how many there will be. */
  readonly update: (done: number, of: number | null) => void;
  /** A line of its own. */
  readonly say: (line: string) => void;
  readonly stop: () => void;
}

const SILENT: CountBar = { update: () => undefined, say: () => undefined, stop: () => undefined };

/** Runs that ended, on the terminal of stderr; nothing where stderr is no terminal. */
export async function countBar(isWanted: boolean): Promise<CountBar> {
  let text = '';
  const bar = isWanted ? await openBar(() => text) : null;
  if (bar === null) return SILENT;
  let isStarted = false;
  return {
    update: (done, of) => {
      text = of === null ? counted(done, 'run') : `${done} of ${counted(of, 'run')}`;
      if (isStarted) bar.update(done);
      else bar.start(of ?? Infinity, done);
      isStarted = true;
    },
    say: (line) => {
      bar.stop();
      isStarted = false;
      process.stderr.write(`${line}\n`);
    },
    stop: () => bar.stop(),
  };
}

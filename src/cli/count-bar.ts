import { terminalOf } from './terminal.js';
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
  if (!isWanted || !terminalOf(process.stderr, process.env).isInteractive) return SILENT;
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    format: (_options, _params, payload) => (payload as { readonly text: string }).text,
    stream: process.stderr,
    clearOnComplete: true,
    gracefulExit: false, // as in progress.ts
  });
  let isStarted = false;
  return {
    update: (done, of) => {
      const text = of === null ? counted(done, 'run') : `${done} of ${counted(of, 'run')}`;
      if (isStarted) bar.update(done, { text });
      else bar.start(of ?? Infinity, done, { text });
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

/** What the place where the output goes can show. */
export interface Terminal {
  /** A person looks at it: more may be shown than lines of text. */
  readonly isInteractive: boolean;
  readonly hasColours: boolean;
  readonly width: number;
}

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;
type Environment = Readonly<Record<string, string | undefined>>;

const NARROWEST = 40;
const WIDEST = 110;

/** FORCE_COLOR decides, then NO_COLOR (https://no-color.org), then whether it is a terminal. */
export function terminalOf(stream: Stream, environment: Environment): Terminal {
  const isTerminal = stream.isTTY && environment['TERM'] !== 'dumb';
  const { FORCE_COLOR: forced, NO_COLOR: refused } = environment;
  const isForced = forced !== undefined && forced !== '0' && forced !== 'false';
  const isRefused = forced !== undefined ? !isForced : refused !== undefined && refused !== '';
  const columns = isTerminal && stream.columns > 0 ? stream.columns : 80;
  return {
    isInteractive: isTerminal,
    hasColours: isForced || (isTerminal && !isRefused),
    width: Math.max(NARROWEST, Math.min(WIDEST, columns)),
  };
}

const STYLES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], cyan: [36, 39] };

export function styled(style: keyof typeof STYLES, text: string, terminal: Terminal): string {
  const [on, off] = STYLES[style];
  return terminal.hasColours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** Breaks a text at spaces into lines of at most `width` characters; a longer word has its own line. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

import { readFileSync } from 'node:fs';

const typed = process.argv.slice(2);
const [first] = typed;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has left, as `head` does: what it wanted it has.
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`error: the result can not be printed: ${error.message}\n`);
  process.exit(1);
});
// Nobody reads the messages any more; the run goes on.
process.stderr.on('error', () => undefined);

if (typed.length === 1 && (first === '--help' || first === '-h') && printNotedHelp()) {
  process.exitCode = 0;
} else {
  void run();
}

async function run(): Promise<void> {
  const { runProgram } = await import('./program.js');
  process.exitCode = await runProgram(typed);
}

/** The help as the build noted it, which spares loading the parser; false without a note. */
function printNotedHelp(): boolean {
  try {
    process.stdout.write(readFileSync(new URL('../help.txt', import.meta.url), 'utf8'));
    return true;
  } catch {
    return false;
  }
}

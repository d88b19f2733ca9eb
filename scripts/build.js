// Builds dist/: the compiled code, the note of what was built (build.json) and of the help (help.txt).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'dist');
/** Built aside and renamed: a first `npx unwind` builds too, perhaps while `npm test` does. */
const dist = `${target}-${process.pid}`;
const cli = join(dist, 'cli');
const main = join(cli, 'main.js');

/** What decides the bytes of a result, below dist: writers included, for they print it. */
const DECIDES_RESULTS = [
  'core',
  'events',
  'metrics',
  'run',
  'run.js',
  'scenario',
  'simulation',
  'sweep/answer-run.js',
  'sweep/summary-cells.js',
  'writers',
];

const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
if (existsSync(compiler)) await build();
else if (existsSync(target)) console.log('typescript is not installed: dist stays as it is');
else fail('typescript is not installed and there is no dist: install with devDependencies');

async function build() {
  process.once('exit', () => rmSync(dist, { recursive: true, force: true }));
  const project = join(root, 'src', 'tsconfig.build.json');
  const arguments_ = [compiler, '-p', project, '--outDir', dist];
  const { status } = spawnSync(process.execPath, arguments_, { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail('the code does not compile');
  writeFileSync(join(dist, 'build.json'), `${JSON.stringify(buildNote(), null, 2)}\n`);
  writeFileSync(join(dist, 'help.txt'), await helpText());
  await bundleCommand();
  await bundleWorker();
  keepCode();
  chmodSync(main, 0o755);
  publish();
}

/** Puts the new dist in the place of the old one; of builds that end together the last one stays. */
function publish() {
  const old = `${dist}-old`;
  for (;;) {
    try {
      renameSync(target, old);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    try {
      renameSync(dist, target);
      break;
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
    rmSync(old, { recursive: true, force: true });
  }
  rmSync(old, { recursive: true, force: true });
}

function buildNote() {
  const { version, dependencies: named } = readJson(join(root, 'package.json'));
  const hash = createHash('sha256');
  const paths = DECIDES_RESULTS.flatMap((entry) => codeFiles(entry));
  for (const path of paths.sort((left, right) => (left < right ? -1 : 1))) {
    hash.update(`${path.split(sep).join('/')}\n`).update(readFileSync(join(dist, path)));
  }
  const codeHash = hash.digest('hex');
  const dependencies = Object.fromEntries(
    Object.keys(named)
      .sort()
      .map((name) => [name, readJson(join(root, 'node_modules', name, 'package.json')).version]),
  );
  const all = createHash('sha256').update(codeHash + JSON.stringify(dependencies));
  return { id: `${version}+${all.digest('hex').slice(0, 12)}`, version, codeHash, dependencies };
}

/** Paths of the .js files at or below an entry of dist, relative to it. */
function codeFiles(entry) {
  if (entry.endsWith('.js')) return [entry];
  return readdirSync(join(dist, entry), { recursive: true })
    .filter((path) => path.endsWith('.js'))
    .map((path) => join(entry, path));
}

/** What `unwind --help` prints, so that it need not load the parser of the command line. */
async function helpText() {
  const { createProgram } = await import(pathToFileURL(join(cli, 'program.js')).href);
  let text = '';
  const program = createProgram(() => undefined);
  program.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 });
  program.outputHelp();
  return text;
}

/**
 * Puts the command and the packages it needs into few files, one for each lazy import: loading the
 * hundreds of files of zod and yaml one by one takes longer than checking a scenario. They are
 * CommonJS, because V8 takes code that was kept for scripts and not for modules.
 */
async function bundleCommand() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: { command: main, program: join(cli, 'program.js') },
    platform: 'node',
    // It finds the code of its threads beside its own.
    external: ['piscina'],
    plugins: [importOutside('./import-module.cjs')],
  });
  const aside = join(dist, 'cli-bundle');
  await bundle.write({ dir: aside, format: 'cjs', chunkFileNames: '[name].js' });
  await bundle.close();
  rmSync(cli, { recursive: true });
  renameSync(aside, cli);
  writeFileSync(join(cli, 'package.json'), '{ "type": "commonjs" }\n');
  copyFileSync(join(root, 'scripts', 'bundle', 'main.cjs'), main);
  for (const name of ['load-chunk.cjs', 'import-module.cjs']) {
    copyFileSync(join(root, 'scripts', 'bundle', name), join(cli, name));
  }
}

/**
 * Puts what a worker of a sweep needs into two files in the place of its own: a thread that starts
 * from the hundreds of files takes a third of a second of processor more.
 */
async function bundleWorker() {
  const { rolldown } = await import('rolldown');
  const folder = join(dist, 'sweep');
  const worker = join(folder, 'run-worker.js');
  const bundle = await rolldown({
    input: worker,
    platform: 'node',
    plugins: [importOutside('../import-module.js')],
  });
  const { output } = await bundle.generate({ format: 'esm', chunkFileNames: 'worker-[name].js' });
  await bundle.close();
  for (const file of output) writeFileSync(join(folder, file.fileName), file.code);
  rmSync(`${worker}.map`);
}

/** What imports modules of the user's stays outside the bundle. */
function importOutside(place) {
  return {
    name: 'import-outside',
    resolveId: (id) => (id.endsWith('/import-module.js') ? { id: place, external: true } : null),
  };
}

/** Keeps the code that V8 makes of the command while it checks a scenario, under the same flags. */
function keepCode() {
  const keeper = join(root, 'scripts', 'bundle', 'keep-code.cjs');
  const scenario = join(root, 'scenarios', 'may-2021-crash.yaml');
  const arguments_ = ['--no-opt', keeper, cli, scenario];
  const stdio = ['ignore', 'ignore', 'inherit'];
  const { status } = spawnSync(process.execPath, arguments_, { stdio });
  if (status !== 0) fail('the bundled command does not accept the reference scenario');
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

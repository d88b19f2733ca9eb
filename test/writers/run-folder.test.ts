import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunKey } from '../../src/writers/manifest.js';
import { type FolderRequest, openRunFolder, type RunFolder } from '../../src/writers/run-folder.js';

const KEY: RunKey = {
  scenarioHash: 'abc',
  seed: '1',
  build: { id: '1+a', version: '1', codeHash: 'a', dependencies: {} },
};

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unwind-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function request(target: string, said: Partial<FolderRequest> = {}): FolderRequest {
  return {
    target,
    key: KEY,
    recordings: [],
    overwrite: false,
    keepFiles: ['/nowhere/scenario.yaml'],
    onWaiting: () => undefined,
    ...said,
  };
}

async function opened(asked: FolderRequest): Promise<RunFolder> {
  const result = await openRunFolder(asked);
  if (result.kind !== 'new') throw new Error('the folder is already there');
  return result.folder;
}

/** Writes a run that is complete as far as the folder can tell. */
function fill(folder: RunFolder, endReason = 'horizon'): void {
  folder.writeJson('run.json', { ...KEY, endReason });
  folder.writeJson('datapackage.json', { resources: [{ path: 'a.csv', bytes: 2 }] });
  folder.write('a.csv', 'a\n');
}

test('until it is published a folder is not there, then it is there with all its files', async () => {
  const parent = place();
  const target = join(parent, 'new', 'run');
  const folder = await opened(request(target));
  fill(folder);
  expect(readdirSync(join(parent, 'new'))).not.toContain('run');
  await folder.publish();
  expect(readdirSync(join(parent, 'new'))).toEqual(['run']);
  expect(readdirSync(target)).toEqual(['a.csv', 'datapackage.json', 'run.json']);
  expect((await openRunFolder(request(target))).kind).toBe('alreadyThere');
});

test('a discarded folder leaves nothing', async () => {
  const parent = place();
  const folder = await opened(request(join(parent, 'run')));
  fill(folder);
  await folder.discard();
  expect(readdirSync(parent)).toEqual([]);
});

test('a process that exits in the middle leaves nothing', () => {
  const parent = place();
  const script = `
    const { openRunFolder } = await import(${JSON.stringify(new URL('../../dist/writers/run-folder.js', import.meta.url).href)});
    const request = ${JSON.stringify(request(join(parent, 'run')))};
    const { folder } = await openRunFolder({ ...request, onWaiting() {} });
    folder.write('a.csv', 'half');
    process.exit(130);`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(status).toBe(130);
  expect(readdirSync(parent)).toEqual([]);
});

test('an empty folder is as good as none', async () => {
  const target = join(place(), 'run');
  mkdirSync(target);
  const folder = await opened(request(target));
  fill(folder);
  await folder.publish();
  expect(readdirSync(target)).toContain('run.json');
});

test('files that appear while the run goes on are not overwritten unasked', async () => {
  const target = join(place(), 'run');
  const folder = await opened(request(target));
  fill(folder);
  mkdirSync(target);
  writeFileSync(join(target, 'mine.txt'), 'mine');
  await expect(folder.publish()).rejects.toThrow(/ENOTEMPTY/);
  await folder.discard();
  expect(readdirSync(target)).toEqual(['mine.txt']);
});

test('an interrupted run is replaced only when that is asked for', async () => {
  const target = join(place(), 'run');
  const first = await opened(request(target));
  fill(first, 'interrupted');
  await first.publish();
  await expect(openRunFolder(request(target))).rejects.toThrow(/an interrupted run/);
  const second = await opened(request(target, { overwrite: true }));
  fill(second);
  await second.publish();
  const text = readFileSync(join(target, 'run.json'), 'utf8');
  expect((JSON.parse(text) as { endReason: string }).endReason).toBe('horizon');
});

test('one folder has one writer, under whatever name it is reached', async () => {
  const parent = place();
  mkdirSync(join(parent, 'real'));
  symlinkSync(join(parent, 'real'), join(parent, 'link'));
  const folder = await opened(request(join(parent, 'real')));
  await expect(openRunFolder(request(join(parent, 'link')))).rejects.toThrow(/another process/);
  await folder.discard();
});

test('the folder of the scenario, of the user and of the working directory is never replaced', async () => {
  const target = place();
  writeFileSync(join(target, 'scenario.yaml'), '');
  const keepFiles = ['/nowhere/else.yaml', join(target, 'scenario.yaml')];
  const asked = request(target, { overwrite: true, keepFiles });
  await expect(openRunFolder(asked)).rejects.toThrow(/never overwritten/);
  await expect(openRunFolder(request('/', { overwrite: true }))).rejects.toThrow(/never overwr/);
  const here = request(process.cwd(), { overwrite: true });
  await expect(openRunFolder(here)).rejects.toThrow(/never overwritten/);
});

const mayRenameRoot = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(mayRenameRoot)('a mount point is refused before the run, not after it', async () => {
  const asked = request('/proc', { overwrite: true });
  await expect(openRunFolder(asked)).rejects.toThrow(/^\/proc is in use by the system, as mount/);
});

test('an empty folder is still there when a run into it is given up', async () => {
  const target = place();
  const opened = await openRunFolder(request(target));
  if (opened.kind !== 'new') throw new Error('the folder was not opened');
  await opened.folder.discard();
  expect(existsSync(target)).toBe(true);
});

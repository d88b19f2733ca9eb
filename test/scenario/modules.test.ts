import { describe, expect, it } from 'vitest';
import { loadScenario, modulesOf, ScenarioError } from '../../src/scenario/load.js';
import { openScenario } from '../../src/scenario/scenario-source.js';
import type { ModuleFile, ModuleFiles } from '../../src/scenario/modules.js';
import { edited, EVERY_KIND, problemsOf } from './scenario-text.js';

const content = 'ab'.repeat(32);

function found(file: Partial<ModuleFile> = {}): ModuleFiles {
  return new Map([['./my-agent.js', { sha256: content, fault: null, ...file }]]);
}

function report(text: string, modules: ModuleFiles): string {
  try {
    return loadScenario('x.yaml', text, [], undefined, modules).hash;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message;
  }
}

describe('a population of a module', () => {
  it('is compiled with the path, the content and the parameters of the module', () => {
    const text = edited([
      '    wakeRate: 0.5/s\n',
      '    wakeRate: 0.5/s\n    parameters: { a: [1, { b: x }] }\n',
    ]);
    const { resolved, scenario } = loadScenario('x.yaml', text, [], undefined, found());
    expect(scenario.populations.at(-1)).toMatchObject({
      kind: 'custom',
      module: './my-agent.js',
      moduleSha256: content,
      wakeRate: 0.5,
      cash: { kind: 'fixed', value: 10_000_000 },
      parameters: { a: [1, { b: 'x' }] },
    });
    const again = loadScenario('x.yaml', JSON.stringify(resolved), [], undefined, found());
    expect(again.scenario).toEqual(scenario);
    expect(again.resolved).toEqual(resolved);
  });

  it('has another hash when the module has another content, or another parameter', () => {
    const { hash } = loadScenario('x.yaml', EVERY_KIND, [], undefined, found());
    expect(loadScenario('x.yaml', EVERY_KIND, [], undefined, found()).hash).toBe(hash);
    const other = found({ sha256: 'cd'.repeat(32) });
    expect(loadScenario('x.yaml', EVERY_KIND, [], undefined, other).hash).not.toBe(hash);
    const changed = ['populations.own.parameters.x=1'];
    expect(loadScenario('x.yaml', EVERY_KIND, changed, undefined, found()).hash).not.toBe(hash);
  });

  it('is refused at its kind when the module is missing or makes nothing', () => {
    const missing = found({ sha256: null, fault: 'no such file' });
    expect(report(EVERY_KIND, missing)).toMatch(
      /^x\.yaml:\d+:11 populations\.own\.kind expected a module whose default export is a function, found no such file$/,
    );
    const empty = found({ fault: 'no default export that is one' });
    expect(report(EVERY_KIND, empty)).toMatch(/own\.kind expected .* found no default export/);
  });

  it('is refused when the module is not the one that the scenario was made with', () => {
    const pinned = (digits: string) =>
      edited(['    wakeRate: 0.5/s\n', `    wakeRate: 0.5/s\n    sha256: ${digits}\n`]);
    expect(report(pinned(content), found())).toMatch(/^[0-9a-f]{64}$/);
    expect(report(pinned('cd'.repeat(32)), found())).toMatch(
      /own\.sha256 expected (ab){32}, the content of \.\/my-agent\.js, found another content$/,
    );
    expect(report(pinned('abc'), found())).toMatch(/own\.sha256 expected a SHA-256 of 64/);
  });

  it.each(['./my-agent.ts', './my-agent', '/my-agent.js', 'my-agent.js', '../'])(
    'is no population of kind %s',
    (kind) => {
      const problems = problemsOf(edited(['./my-agent.js', kind]));
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(
        /own\.kind expected a module beside the scenario, such as \.\/my-agent\.js, found /,
      );
    },
  );

  it('is offered to whoever misspells a kind', () => {
    expect(problemsOf(edited(['kind: noise', 'kind: nois']))[0]).toMatch(
      /expected one of zeroIntelligence, .*, or a module beside the scenario, such as \.\/my-agent\.js, found nois; did you mean noise\?$/,
    );
  });

  it('is found before the scenario is checked, in overrides too, and in broken text not at all', () => {
    const named = (text: string, overrides: readonly string[] = []): readonly string[] =>
      modulesOf(openScenario('x.yaml', text), overrides);
    expect(named(EVERY_KIND)).toEqual(['./my-agent.js']);
    expect(named(EVERY_KIND, ['populations.own.kind=../other.mjs'])).toEqual(['../other.mjs']);
    const wrong = 'populations: { own: { kind: ./a.js }, x: 3, y: , z: { kind: [] } }';
    expect(named(wrong)).toEqual(['./a.js']);
    expect(() => named('js: [')).toThrow(ScenarioError);
    expect(named('- js')).toEqual([]);
  });
});

import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { ScenarioError } from '../../src/scenario/problems.js';

it('a mistake that nobody catches is printed without the files that it is in', () => {
  const problem = { file: 'x.yaml', line: 1, column: 1, override: null, suggestion: null };
  const wrong = { ...problem, path: 'duration', expected: 'a duration', found: 'nothing' };
  const error = new ScenarioError([wrong], new Map([['x.yaml', 'the whole text']]));
  expect(error.texts.get('x.yaml')).toBe('the whole text');
  expect(inspect(error)).toContain('x.yaml:1:1 duration expected a duration, found nothing');
  expect(inspect(error)).not.toContain('the whole text');
});

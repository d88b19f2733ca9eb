import { expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.js';
import { sweepJsonSchema } from '../../src/scenario/sweeps/sweep-json-schema.js';
import { unwind, workplace } from './command.js';

test.each([[['schema']], [['schema', 'scenario']]])(
  '%j prints the schema and nothing else',
  (typed) => {
    const { code, stdout, stderr } = unwind(workplace(), ...typed);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  },
);

test('schema sweep prints that of sweeps', () => {
  const { code, stdout, stderr } = unwind(workplace(), 'schema', 'sweep');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(sweepJsonSchema())));
});

test('the schema of something else is wrong usage', () => {
  const { code, stdout, stderr } = unwind(workplace(), 'schema', 'scenari');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/Allowed choices are scenario/);
});

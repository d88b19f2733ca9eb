// Writes docs/scenario-reference.md, the list of every setting, and docs/scenario.schema.json, the
// same for editors, from the schema that checks scenario files.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { expectation } from '../dist/scenario/expectation.js';
import { scenarioJsonSchema } from '../dist/scenario/json-schema.js';
import { takesMappings } from '../dist/scenario/schema-shapes.js';
import { scenarioSchema } from '../dist/scenario/schema.js';

const INTRODUCTION = `# Scenario reference

A scenario is one YAML file of at most 64 kB, with what it includes. Everything that decides a result stands in it, and \`run.json\` repeats it with every default written out. Unknown keys, wrong units and impossible combinations are errors at their line; \`unwind validate\` reports all of them together. This page is made from the schema that checks the files (\`npm run reference\`).

| quantity | written as |
|---|---|
| duration | \`30s\`, \`250ms\`, \`5us\`, \`2m\`, \`4h\`, \`7d\`, \`2h30m\`, or 0 |
| fraction | \`5%\`, \`50bp\`, \`0.05\` |
| money, count | \`300k\`, \`2.5M\`, \`1B\`, \`1_000\`, or a number |
| rate | \`2/s\`, \`0.5/min\`, \`10/h\`, \`1/d\`, or 0 |
| price, size | a number in quote or base units; prices lie on ticks |
| any number | \`= 0.3 * 350\`: a formula of numbers, of which fifteen digits count |
| formula | numbers, the variables of its place, \`+ - * /\`, whole powers \`^\`, \`< <= > >= == !=\`, \`and\`, \`or\`, \`not (…)\`, \`a ? b : c\`, \`min max clamp abs sqrt exp log floor ceil round\`, as in mathjs; in quotes where it has \`: \` or a comma in a flow mapping |
| law | a value; or \`{ lognormal: { median, sigma, min, max } }\`, \`{ uniform: { from, to } }\`, \`{ exponential: { mean, max } }\`, \`{ pareto: { min, exponent, max } }\` |

Editors that know \`yaml-language-server\` complete and explain scenarios by \`docs/scenario.schema.json\` (\`unwind schema\` prints it) when the file has the line \`# yaml-language-server: $schema=…\` with the path to it.

\`none\` is the written word for an optional part that is absent. Prices relative to the initial one (\`entry\`, \`liquidationPrice\`) are multiples of it.

What several scenarios share stands in a file of its own, a scenario with parts left out:

\`\`\`yaml
include: [behaviours/btc.yaml]   # relative to this file; an included file may include
populations:
  makers: { count: 3 }           # changes one number of the makers in btc.yaml
\`\`\`

The including file lies over the included ones, a later one over an earlier. Mappings merge key by key; lists and values are replaced, and so is a mapping of another \`kind\` or form (\`{ uniform: … }\` over \`{ lognormal: … }\`). \`--set\` applies after that. \`run.json\` holds the merged scenario, so its hash covers what was included.

## Settings

In brackets after each setting: whether it must be there, its unit and range, its default.

`;

/** The reference as it should stand in docs/scenario-reference.md. */
export function scenarioReference() {
  return INTRODUCTION + settingLines(scenarioSchema).join('\n') + '\n';
}

/** A line for every setting of a file, from the schema that checks it. */
export function settingLines(fileSchema) {
  const schema = z.toJSONSchema(fileSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const unit = unitOf(zodSchema);
      if (unit !== '') jsonSchema.unit = unit;
    },
  });
  return settings(schema, 0);
}

/** A line for every setting of a mapping, with what is below it. */
function settings(schema, depth) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties).flatMap(([key, value]) => {
    if (value.const !== undefined || (key === 'kind' && value.pattern)) return []; // the kind stands in the heading
    const need = required.has(key) ? '**required**' : defaultOf(value);
    const choices = choicesOf(value);
    const notes = [need, unitsIn(value), choices].filter((note) => note !== '').join('; ');
    const text = `${indent(depth)}- \`${key}\`${notes === '' ? '' : ` (${notes})`}${described(value)}`;
    return [text, ...below(value, depth + 1)];
  });
}

/** What a plain value is, as its errors say it, without the examples. */
function unitOf(schema) {
  const isQuantity = schema instanceof z.ZodCodec && !takesMappings(schema);
  if (!isQuantity && !(schema instanceof z.ZodNumber)) return '';
  return expectation(schema).replace(/( with its unit)?, such as .*$/, '');
}

/** The unit of a setting; of a law or a choice, that of the plain value among its forms. */
function unitsIn({ unit, anyOf: forms = [] }) {
  if (unit !== undefined) return unit;
  const units = forms.filter((form) => !form.properties).map((form) => form.unit ?? '');
  return [...new Set(units.filter((one) => one !== ''))].join(' or ');
}

/** What a setting holds: one mapping, a mapping for each kind, or named mappings. */
function below(schema, depth) {
  if (isLaw(schema)) return [];
  if (isMapping(schema.additionalProperties)) {
    const entry = `${indent(depth)}- *name of your choice*${described(schema.additionalProperties)}`;
    return [entry, ...below(schema.additionalProperties, depth + 1)];
  }
  if (schema.properties) return settings(schema, depth);
  if (isMapping(schema.items)) return below(schema.items, depth);
  const forms = (schema.anyOf ?? schema.oneOf ?? []).filter((form) => !isLaw(form));
  const mappings = forms.flatMap((form) => form.oneOf ?? form.anyOf ?? [form]).filter(hasKeys);
  if (mappings.length === 1 && mappings[0].properties.kind?.const === undefined) {
    return settings(mappings[0], depth);
  }
  return mappings.flatMap((form) => {
    const kind = form.properties.kind?.const;
    const isModule = form.properties.kind?.pattern !== undefined;
    const name = kind ? `\`kind: ${kind}\`` : isModule ? '`kind: ./my-agent.js`' : '*or*';
    return [`${indent(depth)}- ${name}${described(form)}`, ...settings(form, depth + 1)];
  });
}

function isMapping(schema) {
  return typeof schema === 'object' && schema !== null;
}

function hasKeys(form) {
  return form.properties !== undefined && !isLaw(form);
}

/** A law has the same forms wherever it stands: they are explained once. */
function isLaw(schema) {
  const forms = schema.anyOf ?? [schema];
  return forms.some((form) => form.properties?.lognormal || form.properties?.uniform);
}

function defaultOf({ default: value, description = '' }) {
  if (value === undefined || value === '' || description.includes('Default:')) return '';
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.keys(value).length === 0 ? '' : `default \`${JSON.stringify(value)}\``;
  }
  return `default \`${Array.isArray(value) ? `[${value.join(', ')}]` : value}\``;
}

function choicesOf(schema) {
  const forms = [schema, ...(schema.anyOf ?? [])];
  const values = forms.flatMap(
    (form) => form.enum ?? (form.const === undefined ? [] : [form.const]),
  );
  if (isLaw(schema)) return 'law';
  if (schema.items?.enum) return `list of ${words(schema.items.enum)}`;
  if (values.length === 1) return values[0] === schema.default ? '' : `or \`${values[0]}\``;
  return words(values);
}

function words(values) {
  return values.map((value) => `\`${value}\``).join(', ');
}

function described({ description }) {
  return description === undefined ? '' : `: ${description}`;
}

function indent(depth) {
  return '  '.repeat(depth);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../docs/scenario-reference.md', import.meta.url), scenarioReference());
  const schema = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
  writeFileSync(new URL('../docs/scenario.schema.json', import.meta.url), schema);
}

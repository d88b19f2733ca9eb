/** One of the scenarios that are compared. */
export interface Variant {
  /** What sets it apart: `path=value`, several joined by a comma, or the name of its file. */
  readonly name: string;
  readonly fileName: string;
  readonly text: string;
  readonly overrides: readonly string[];
}

/** Every way to take one of the values of each `path=a,b,c`; the last one changes fastest. */
export function overrideChoices(
  settings: readonly string[],
): readonly { readonly name: string; readonly overrides: readonly string[] }[] {
  let choices: { name: string; overrides: string[] }[] = [{ name: '', overrides: [] }];
  for (const setting of settings) {
    const values = valuesOf(setting);
    choices = choices.flatMap(({ name, overrides }) =>
      values.map((value) => ({
        // What all variants share does not tell them apart.
        name: values.length === 1 ? name : [name, value].filter(Boolean).join(', '),
        overrides: [...overrides, value],
      })),
    );
  }
  return choices;
}

/** `path=a,b` as `path=a` and `path=b`; commas within brackets, braces and quotes are part of a value. */
function valuesOf(setting: string): readonly string[] {
  const start = setting.indexOf('=') + 1;
  if (start === 0) return [setting]; // what is wrong with it is told where it is applied
  const path = setting.slice(0, start);
  const values = [''];
  let depth = 0;
  let quote = '';
  for (const character of setting.slice(start)) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if ('[{('.includes(character)) {
      depth += 1;
    } else if (']})'.includes(character)) {
      depth -= 1;
    } else if (character === ',' && depth === 0) {
      values.push('');
      continue;
    }
    values[values.length - 1] += character;
  }
  return values.map((value) => path + value.trim());
}

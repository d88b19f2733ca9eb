import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isNode,
  isScalar,
  Parser,
  visit,
} from 'yaml';
import { foundText, quoted } from './findings.js';
import { scalarText } from './places.js';

/** Something wrong with the text itself, at an offset in it. */
export interface Fault {
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

export interface YamlText {
  /** Null when the text can't be read at all. */
  readonly document: Document | null;
  /** Its plain value; undefined when there is none. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

/** Far more than a scenario needs, and read in the blink of an eye. */
const MOST_BYTES = 65_536;
const DEEPEST = 24;
const MOST_ALIASES = 100;
const MOST_FAULTS = 10;
/** Names that mean something to JavaScript itself. */
export const RESERVED_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype'];
/** Characters that YAML doesn't allow, and the one that stands for bytes that are no UTF-8. */
const FORBIDDEN_CHARACTER = /[^\P{Cc}\t\n\r\u0085]|[\uFFFD-\uFFFF]|\p{Cs}/u;

/** Reads text that nobody vouches for: every way in which it can be bad is a fault, never a crash. */
export function readYaml(text: string): YamlText {
  const unfit = sizeFault(text) ?? characterFault(text);
  if (unfit) return { document: null, value: undefined, faults: [unfit] };
  const tokens = [...new Parser().parse(text)];
  const tooDeep = depthFault(tokens);
  if (tooDeep) return { document: null, value: undefined, faults: [tooDeep] };

  // Unique keys are looked for below: the parser takes time that is quadratic in their number.
  const composer = new Composer({ prettyErrors: false, logLevel: 'error', uniqueKeys: false });
  const documents = composer.compose(tokens, true, text.length);
  const document = documents.next().value as Document;
  const syntax = syntaxFaults(document, documents.next().value as Document | undefined, text);
  if (syntax.length > 0) return { document, value: undefined, faults: syntax };

  const faults = featureFaults(document);
  const { value, fault } = plainValue(document);
  return { document, value, faults: fault ? [...faults, fault] : faults };
}

function sizeFault(text: string): Fault | null {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_BYTES) return null;
  return { offset: 0, expected: 'a file of at most 64 kB', found: `${Math.ceil(bytes / 1024)} kB` };
}

function characterFault(text: string): Fault | null {
  const match = FORBIDDEN_CHARACTER.exec(text);
  if (!match) return null;
  const code = match[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return { offset: match.index, expected: 'text in UTF-8', found: `the character U+${code}` };
}

/** Measured on the tokens, because composing a deep tree exhausts the stack. */
function depthFault(tokens: readonly CST.Token[]): Fault | null {
  const waiting = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) {
      const expected = `at most ${DEEPEST} levels of nesting`;
      return { offset: token.offset, expected, found: 'more' };
    }
    if (token.type === 'document' && token.value) waiting.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) waiting.push({ token: key, depth: depth + 1 });
      if (value) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return null;
}

function syntaxFaults(document: Document, second: Document | undefined, text: string): Fault[] {
  const faults = [...document.errors, ...document.warnings]
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .map(({ message, pos }): Fault => {
      const expected = isFormula(text, pos[0])
        ? 'YAML that can be read: a formula with ? and : in quotes'
        : 'YAML that can be read';
      return { offset: pos[0], expected, found: `a fault: ${message}` };
    });
  if (second) {
    faults.push({
      offset: second.range?.[0] ?? 0,
      expected: 'one document',
      found: 'a second one',
    });
  }
  if (document.directives?.yaml.explicit === true) {
    faults.push({ offset: 0, expected: 'YAML 1.2 without directives', found: 'a directive' });
  }
  return faults.slice(0, MOST_FAULTS);
}

/** To YAML the colon of `a ? b : c` begins a mapping. */
function isFormula(text: string, offset: number): boolean {
  const end = text.indexOf('\n', offset);
  return /^[^#'"]*\S \? .* : /.test(text.slice(offset, end < 0 ? text.length : end));
}

/** Keys that are there twice, and parts of YAML that a scenario has no use for: those are taken out. */
function featureFaults(document: Document): Fault[] {
  const faults: Fault[] = [];
  const keysOf = new Map<unknown, Set<string>>();
  const refuse = (node: unknown, expected: string, found: string): void => {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    faults.push({ offset, expected, found });
  };
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node) && node.tag !== undefined) {
        refuse(node, 'a value without a tag', `the tag ${quoted(node.tag)}`);
      }
    },
    Pair: (_, { key }, parents) => {
      if (!isScalar(key)) {
        refuse(key, 'a plain key', 'another one');
        return visit.REMOVE;
      }
      const name = typeof key.value === 'symbol' ? '<<' : scalarText(key.value);
      if (name === '<<') {
        refuse(key, 'keys written out', 'the merge key <<');
        return visit.REMOVE;
      }
      if (RESERVED_NAMES.includes(name)) {
        refuse(key, 'a key of a scenario', `the reserved name ${name}`);
        return visit.REMOVE;
      }
      const keys = keysOf.get(parents.at(-1)) ?? new Set();
      if (keys.has(name)) refuse(key, 'each key once', `${foundText(name)} a second time`);
      keysOf.set(parents.at(-1), keys.add(name));
      return undefined;
    },
  });
  return faults.slice(0, MOST_FAULTS);
}

/**
 * The document without its nodes; or a fault, when it uses names that were not given before, or more
 * of them, or of what they stand for, than anyone needs.
 */
function plainValue(document: Document): { readonly value: unknown; readonly fault: Fault | null } {
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  const refused = (alias: Alias | undefined, expected: string) => {
    const fault = { offset: alias?.range?.[0] ?? 0, expected, found: `*${alias?.source ?? ''}` };
    return { value: undefined, fault };
  };
  if (aliases.length > MOST_ALIASES) {
    return refused(aliases[MOST_ALIASES], `at most ${MOST_ALIASES} aliases`);
  }
  const unresolved = aliases.find((alias) => !alias.resolve(document));
  if (unresolved) return refused(unresolved, 'an alias of an anchor that stands before it');
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, fault: null };
  } catch {
    return refused(
      aliases[0],
      'aliases that do not multiply what they stand for, as aliases of aliases do',
    );
  }
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

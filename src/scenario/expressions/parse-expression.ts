import type { BinaryOperation, Expression, ExpressionTree } from '../../core/expression.js';
import { quoted } from '../findings.js';
import { WrongExpression } from './fault.js';
import { parseWithMathjs, type Syntax } from './mathjs.js';
import { type Token, tokensOf } from './tokens.js';
import { BINARY_OPERATIONS, FUNCTIONS, UNARY_OPERATIONS } from './words.js';

const MOST_CHARACTERS = 500;
const LARGEST_POWER = 8;
/** Powers are written out: powers of powers would fill the memory. */
const MOST_NODES = 200;

/**
 * Reads a formula in the syntax of mathjs: numbers, the variables of its place, + − × ÷, whole
 * powers, comparisons, `and`, `or`, `not`, `a ? b : c` and the functions of `words.ts`. Throws
 * WrongExpression for anything else.
 */
export function parseExpression(text: string, variables: readonly string[]): Expression {
  if (text.length > MOST_CHARACTERS) {
    const found = `${text.length} characters`;
    throw new WrongExpression(0, `an expression of at most ${MOST_CHARACTERS} characters`, found);
  }
  const tokens = tokensOf(text, variables);
  if (tokens.length === 0) throw new WrongExpression(0, 'an expression', 'nothing');
  const reading: Reading = { text, variables, tokens, calls: callsOf(tokens), nextCall: 0 };
  return { text, variables, tree: treeOf(syntaxOf(text), reading) };
}

/** The text, and how far its function calls were met: in the tree they come in the same order. */
interface Reading {
  readonly text: string;
  readonly variables: readonly string[];
  readonly tokens: readonly Token[];
  readonly calls: readonly Token[];
  nextCall: number;
}

function callsOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ kind }) => kind === 'function');
}

function syntaxOf(text: string): Syntax {
  try {
    return parseWithMathjs(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { char = 1 } = error as SyntaxError & { readonly char?: number };
    const reason = error.message.replace(/ \(char \d+\)$/, '');
    const expected = reason.startsWith('Parenthesis')
      ? 'an expression that can be read, in quotes where it has a comma inside { }'
      : 'an expression that can be read';
    throw new WrongExpression(char - 1, expected, `a fault: ${reason}`);
  }
}

/** The whitelist: a node that is not named here is refused. */
function treeOf(node: Syntax, reading: Reading): ExpressionTree {
  switch (node.type) {
    case 'ConstantNode':
      return numberOf(node, reading);
    case 'SymbolNode':
      return variableOf(node, reading);
    case 'ParenthesisNode':
      return treeOf(node.content, reading);
    case 'OperatorNode':
      return operatorOf(node, reading);
    case 'ConditionalNode':
      return choiceOf(node, reading);
    case 'FunctionNode':
      return callOf(node, reading);
    default:
      throw refused(reading, node.type);
  }
}

type Kind<Type extends Syntax['type']> = Extract<Syntax, { readonly type: Type }>;

function numberOf({ value }: Kind<'ConstantNode'>, { tokens }: Reading): ExpressionTree {
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', value };
  const token = tokens.find(
    ({ kind, text }) => kind === 'number' && !Number.isFinite(Number(text)),
  );
  throw new WrongExpression(token?.offset ?? 0, 'a number below 1.8e308', token?.text ?? 'another');
}

function variableOf({ name }: Kind<'SymbolNode'>, reading: Reading): ExpressionTree {
  const slot = reading.variables.indexOf(name);
  if (slot < 0) throw refused(reading);
  return { kind: 'variable', slot };
}

function operatorOf(node: Kind<'OperatorNode'>, reading: Reading): ExpressionTree {
  const { args, implicit } = node;
  const name = node.fn;
  if (implicit) throw refused(reading);
  if (name === 'pow') return powerOf(node, reading);
  const [left, right] = args.map((argument) => treeOf(argument, reading));
  if (args.length === 1) return name === 'unaryPlus' ? left : applied(name, left, reading);
  return joined(name, left, right, reading);
}

/** Whole powers are products: the power of the platform is not the same on every Node. */
function powerOf({ args }: Kind<'OperatorNode'>, reading: Reading): ExpressionTree {
  const [base, exponent] = args;
  const power = exponent.type === 'ConstantNode' ? Number(exponent.value) : NaN;
  if (!Number.isInteger(power) || power < 1 || power > LARGEST_POWER) {
    const token = reading.tokens.find(({ text }) => text === '^');
    const expected = `a whole power from 1 to ${LARGEST_POWER}, or exp(y * log(x)) for x to the power of y`;
    throw new WrongExpression(token?.offset ?? 0, expected, 'another power');
  }
  const factor = treeOf(base, reading);
  if (sizeOf(factor) * power > MOST_NODES) {
    throw new WrongExpression(0, 'a power of something shorter', `more than ${MOST_NODES} factors`);
  }
  let product = factor;
  for (let times = 1; times < power; times++) {
    product = { kind: 'binary', operation: 'multiply', left: product, right: factor };
  }
  return product;
}

function sizeOf(tree: ExpressionTree): number {
  switch (tree.kind) {
    case 'number':
    case 'variable':
      return 1;
    case 'unary':
      return 1 + sizeOf(tree.operand);
    case 'binary':
      return 1 + sizeOf(tree.left) + sizeOf(tree.right);
    case 'choose':
      return 1 + sizeOf(tree.condition) + sizeOf(tree.whenTrue) + sizeOf(tree.whenFalse);
    default:
      return tree satisfies never;
  }
}

function choiceOf(node: Kind<'ConditionalNode'>, reading: Reading): ExpressionTree {
  const condition = treeOf(node.condition, reading);
  const whenTrue = treeOf(node.trueExpr, reading);
  const whenFalse = treeOf(node.falseExpr, reading);
  return { kind: 'choose', condition, whenTrue, whenFalse };
}

function callOf(node: Kind<'FunctionNode'>, reading: Reading): ExpressionTree {
  const call = reading.calls[reading.nextCall++] as Token | undefined;
  const { name } = node.fn;
  if (call?.text !== name) throw refused(reading);
  const { fewest, most } = FUNCTIONS[name];
  const { length } = node.args;
  if (length < fewest || most < length) {
    const some = fewest === most ? String(fewest) : `${fewest} to ${most}`;
    const expected = `${some} value${most === 1 ? '' : 's'} for ${name}`;
    throw new WrongExpression(call.offset, expected, String(length));
  }
  const values = node.args.map((value) => treeOf(value, reading));
  if (name === 'clamp') {
    const [value, least, greatest] = values;
    return both('min', both('max', value, least), greatest);
  }
  if (name === 'min' || name === 'max') {
    return values.reduce((left, right) => both(name, left, right));
  }
  return applied(name, values[0], reading);
}

function applied(name: string, operand: ExpressionTree, reading: Reading): ExpressionTree {
  const operation = UNARY_OPERATIONS.get(name);
  if (operation === undefined) throw refused(reading);
  return { kind: 'unary', operation, operand };
}

function joined(
  name: string,
  left: ExpressionTree,
  right: ExpressionTree,
  reading: Reading,
): ExpressionTree {
  const operation = BINARY_OPERATIONS.get(name);
  if (operation === undefined) throw refused(reading);
  return both(operation, left, right);
}

function both(
  operation: BinaryOperation,
  left: ExpressionTree,
  right: ExpressionTree,
): ExpressionTree {
  return { kind: 'binary', operation, left, right };
}

/** What passes the tokens and is still none of ours: a range `1:3`, a chain `a < b < c`. */
function refused({ tokens }: Reading, type = ''): WrongExpression {
  const isChain = type === 'RelationalNode';
  const place = isChain ? /^[<>=!]=?$/ : /^:$/;
  const token = tokens.findLast(({ text }) => place.test(text)) ?? tokens[0];
  const expected = isChain
    ? 'two comparisons with `and` between them'
    : 'numbers, variables, operators, functions and `a ? b : c`';
  return new WrongExpression(token.offset, expected, quoted(token.text));
}

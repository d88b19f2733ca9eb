import { createRequire } from 'node:module';

/** The nodes of a parsed formula that are read here; of all others only the type is known. */
export type Syntax =
  | { readonly type: 'ConstantNode'; readonly value: unknown }
  | { readonly type: 'SymbolNode'; readonly name: string }
  | { readonly type: 'ParenthesisNode'; readonly content: Syntax }
  | {
      readonly type: 'OperatorNode';
      readonly fn: string;
      readonly args: readonly Syntax[];
      readonly implicit: boolean;
    }
  | {
      readonly type: 'ConditionalNode';
      readonly condition: Syntax;
      readonly trueExpr: Syntax;
      readonly falseExpr: Syntax;
    }
  | {
      readonly type: 'FunctionNode';
      readonly fn: { readonly name: string };
      readonly args: readonly Syntax[];
    }
  | { readonly type: 'RelationalNode' | 'RangeNode' };

/**
 * The parser of mathjs, loaded when the first expression is met: most scenarios have none, and
 * loading it takes as long as all the rest of a check. The one-file build of the package loads
 * several times faster than its modules.
 */
export function parseWithMathjs(text: string): Syntax {
  const require = createRequire(import.meta.url);
  const { parse } = require('mathjs/lib/browser/math.js') as typeof import('mathjs');
  return parse(text) as unknown as Syntax;
}

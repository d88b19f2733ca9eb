import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from 'yaml';
import type { Finding } from './findings.js';

/**
 * Where in the text a finding lies: at the value, at the key when that is wrong, and at the key of
 * the mapping or list that it should be in when it is missing.
 */
export function offsetOf({ path, atKey, offset: within }: Finding, document: Document): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.findLast((item) => keyText(item) === String(key));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const element: unknown = node.items[Number(key)];
      if (element === undefined) return offset;
      offset = startOf(element) ?? offset;
      node = element;
    } else {
      return offset;
    }
  }
  const isEmpty = isScalar(node) && node.value === null && node.source === '';
  if (atKey || isEmpty) return offset;
  return (startOf(node) ?? offset) + (within === undefined ? 0 : placeInText(node, within));
}

/** A place in the text of a scalar, as far as it is written out on one line: elsewhere its start. */
function placeInText(node: unknown, within: number): number {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return 0;
  const surplus = node.range[1] - node.range[0] - node.value.length;
  if (node.type === 'PLAIN') return surplus === 0 ? within : 0;
  const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
  return isQuoted && surplus === 2 ? within + 1 : 0;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? scalarText(key.value) : '';
}

/** A scalar as the key that it becomes. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

import { readYaml } from '../yaml-document.js';

/** A plain value in the words of YAML, on one line: what reads back as the same value. */
export function written(value: unknown): string {
  const text = flow(value, false);
  return isRead(text, value) ? text : JSON.stringify(value);
}

function flow(value: unknown, isInside: boolean): string {
  if (Array.isArray(value)) return `[${value.map((one) => flow(one, true)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, one]) => `${key}: ${flow(one, true)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  }
  if (typeof value !== 'string') return String(value);
  const isPlain =
    !/[\n\r]/.test(value) && isRead(isInside ? `[${value}]` : value, isInside ? [value] : value);
  return isPlain ? value : JSON.stringify(value);
}

function isRead(text: string, value: unknown): boolean {
  const read = readYaml(text);
  return read.faults.length === 0 && isSame(read.value, value);
}

function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || left === null) return Object.is(left, right);
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Columns double when they are full, so that a row costs O(1) on average. */
export function grownLength(length: number, needed: number): number {
  let grown = Math.max(length, 16);
  while (grown < needed) grown *= 2;
  return grown;
}

export function grownFloat64(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(column);
  return grown;
}

export function grownInt32(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(column);
  return grown;
}

export function grownUint8(column: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(length);
  grown.set(column);
  return grown;
}

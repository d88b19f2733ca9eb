import { setFlagsFromString } from 'node:v8';

/**
 * Sets V8 up for long simulations. The loop is made of many small functions, and the default budget
 * for inlining runs out halfway down from a wake-up to the book: with a larger one a command costs
 * about a sixth less. And what a run keeps is small, so its heap may stay near that: by default V8
 * lets its young generation grow to three times 16 MB, and garbage to several times what lives.
 *
 * Holds for the whole process, hence not done by the library on its own: a program that runs long
 * simulations may call it once, before the first.
 */
export function tuneV8(): void {
  setFlagsFromString('--max-inlined-bytecode-size=1000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=3000');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=25');
}

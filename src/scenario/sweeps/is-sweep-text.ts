/** Whether a file is meant as a sweep, not as a scenario. */
export function isSweepText(text: string): boolean {
  return /^["']?axes["']?[ \t]*:/m.test(text);
}

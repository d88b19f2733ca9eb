/** Whether a file is meant as a sweep, not as a scenario: a key may be mistyped, both are not. */
export function isSweepText(text: string): boolean {
  return /^["']?(axes|scenario)["']?[ \t]*:/m.test(text);
}

/** Whether a file that is no sweep is meant as a scenario. */
export function isScenarioText(text: string): boolean {
  return !isSweepText(text) && /^["']?(venue|populations|include)["']?[ \t]*:/m.test(text);
}

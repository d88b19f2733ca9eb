import type { PopulationSetting } from '../compile-population.js';
import type { SpeculatorValue } from './leveraged-speculator.js';

const ACTED_ON_AT_LOOKS = ['stopLoss', 'takeProfit', 'topUp', 'deleverage', 'reentry'] as const;

/** What a speculator is told to do and could never do. */
export function checkHabits(
  name: string,
  value: SpeculatorValue,
  { whole: { findings } }: PopulationSetting,
): void {
  const path = ['populations', name];
  const isRight = (key: string): boolean => !findings.isTouched([...path, key]);
  const atLooks = ACTED_ON_AT_LOOKS.filter((key) => value[key] !== 'none' && isRight(key));
  if (value.lookRate === 0 && atLooks.length > 0 && isRight('lookRate')) {
    const expected = `a rate above 0, because ${atLooks.join(', ')} can only act at looks`;
    findings.contradiction([...path, 'lookRate'], expected, '0/s');
  }
  if (value.topUp !== 'none' && isRight('topUp')) checkTopUp(path, value, findings);
  const { herding, longShare, entryWindow } = value;
  const isOneSided = longShare === 0 || longShare === 1;
  if (herding !== 'none' && isOneSided && isRight('herding') && isRight('longShare')) {
    const expected = 'a share between 0% and 100%, because herding moves it';
    findings.contradiction([...path, 'longShare'], expected, `${100 * longShare}%`);
  }
  if (entryWindow === 'none' || entryWindow.until === 'never' || !isRight('entryWindow')) return;
  if (entryWindow.until <= entryWindow.from) {
    const expected = 'a time after from';
    findings.contradiction([...path, 'entryWindow', 'until'], expected, 'an earlier one');
  }
}

function checkTopUp(
  path: readonly string[],
  { cash, margin }: SpeculatorValue,
  findings: PopulationSetting['whole']['findings'],
): void {
  if (margin === 'unmargined' && !findings.isWrong([...path, 'margin'])) {
    const expected = 'none, because margin is unmargined and nobody is called';
    findings.contradiction([...path, 'topUp'], expected, 'a mapping');
  }
  if (cash.kind !== 'fixed' || cash.value !== 0 || findings.isTouched([...path, 'cash'])) return;
  findings.contradiction([...path, 'cash'], 'money for topUp, such as 10k', '0');
}

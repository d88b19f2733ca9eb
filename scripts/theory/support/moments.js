/** Mean and standard deviation of independent values, with their standard errors. */
export class Moments {
  count = 0;
  sums = [0, 0, 0, 0];

  /** @param {number} value */
  add(value) {
    this.count += 1;
    for (let power = 0, product = value; power < 4; power++, product *= value) {
      this.sums[power] += product;
    }
  }

  get mean() {
    return this.sums[0] / this.count;
  }

  get sd() {
    return Math.sqrt(this.central().second);
  }

  get meanError() {
    return this.sd / Math.sqrt(this.count);
  }

  /** From the fourth moment: the values need not be normal. */
  get sdError() {
    const { second, fourth } = this.central();
    return Math.sqrt((fourth - second * second) / this.count / (4 * second));
  }

  central() {
    const [first, square, cube, fourthPower] = this.sums.map((sum) => sum / this.count);
    const second = square - first * first;
    const fourth = fourthPower - 4 * first * cube + 6 * first * first * square - 3 * first ** 4;
    return { second, fourth };
  }
}

import type { Ticks, TimeUs } from '../../core/units.js';
import type { MarkPolicy } from '../../scenario/scenario.js';
import type { TravelStack } from './travel-stack.js';
import { BasisMemory } from './basis-memory.js';
import { MARK_INPUTS, type MarkInput, type MarkInputs } from './mark-inputs.js';

/** Which inputs move the mark under a policy. */
export function watchedInputs(policy: MarkPolicy): readonly MarkInput[] {
  switch (policy.kind) {
    case 'last':
      return [MARK_INPUTS.last];
    case 'index':
      return [MARK_INPUTS.index];
    case 'mid':
      return [MARK_INPUTS.mid];
    case 'median':
      return [MARK_INPUTS.index, MARK_INPUTS.mid, MARK_INPUTS.last];
    case 'ewmaBasis':
      return [MARK_INPUTS.index, MARK_INPUTS.mid];
    default:
      return policy satisfies never;
  }
}

/**
 * The mark price of one instrument. An update walks the changes since the last one in order and
 * notes each step of the mark with its cause on the travel stack; the last step is the new mark.
 * A mid between two ticks counts as the lower one.
 */
export class MarkPrice {
  private readonly policy: MarkPolicy;
  private readonly inputs: MarkInputs;
  private readonly basis: BasisMemory | null;
  /** The inputs as of the last update. */
  private indexTicks: Ticks;
  private lastTicks: Ticks;
  private midDoubled: number;

  constructor(policy: MarkPolicy, inputs: MarkInputs) {
    this.policy = policy;
    this.inputs = inputs;
    this.basis = policy.kind === 'ewmaBasis' ? new BasisMemory(policy.timeConstantUs) : null;
    this.indexTicks = inputs.indexTicks;
    this.lastTicks = inputs.lastTicks;
    this.midDoubled = inputs.midDoubled;
  }

  /** The mark now. Leaves the way it came on `travel`, which the caller began at the old mark. */
  update(nowUs: TimeUs, travel: TravelStack): Ticks {
    const { inputs } = this;
    for (let row = 0; row < inputs.count; row++) this.take(row, travel);
    this.basis?.absorb(nowUs, this.indexTicks, travel);
    inputs.forget();
    return travel.placeTicks;
  }

  private take(row: number, travel: TravelStack): void {
    const input = this.inputs.input[row] as MarkInput;
    const value = this.inputs.value[row];
    const cause = this.inputs.cause[row];
    switch (input) {
      case MARK_INPUTS.index:
        this.indexTicks = value;
        break;
      case MARK_INPUTS.last:
        this.lastTicks = value;
        break;
      case MARK_INPUTS.mid:
        this.midDoubled = value;
        break;
      default:
        input satisfies never;
    }
    this.basis?.pull(this.midDoubled / 2 - this.indexTicks, cause);
    travel.step(this.markTicks(), cause);
  }

  private markTicks(): Ticks {
    const { indexTicks, lastTicks } = this;
    const midTicks = Math.floor(this.midDoubled / 2);
    switch (this.policy.kind) {
      case 'last':
        return lastTicks;
      case 'index':
        return indexTicks;
      case 'mid':
        return midTicks;
      case 'median':
        return median(indexTicks, midTicks, lastTicks);
      case 'ewmaBasis':
        return this.basis!.markTicks(indexTicks);
      default:
        return this.policy satisfies never;
    }
  }
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

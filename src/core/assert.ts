/** Thrown when the program contradicts itself: always our bug, never a problem with the scenario. */
export class InvariantViolation extends Error {
  override name = 'InvariantViolation';
}

/**
 * States what is true. The text is a constant, because building one would cost more than the test,
 * and assertions are always on.
 */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new InvariantViolation(invariant);
}

/**
 * Thrown when a user's behaviour fails: its module threw, or asked for an order that is none. The
 * message names the module, its function and the simulated time.
 */
export class BehaviourFault extends Error {
  override name = 'BehaviourFault';
}

/**
 * Thrown when a run reaches a bound that its scenario sets (price range, commands). The user can
 * mend it: the message names the setting.
 */
export class BoundReached extends Error {
  override name = 'BoundReached';
}

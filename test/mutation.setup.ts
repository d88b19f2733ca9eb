import fc from 'fast-check';

/** A mutant is dead with its first counterexample: the smallest one would take minutes to find. */
fc.configureGlobal({ endOnFailure: true });

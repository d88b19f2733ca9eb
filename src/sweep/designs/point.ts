/** A cell before its values: for each axis a share, 0 to 1, of the way from its first value to its last. */
export type Point = readonly number[];

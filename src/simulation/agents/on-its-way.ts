/**
 * Stands for an order that was sent and has not been answered yet, in columns of order ids: until
 * then it can be neither cancelled nor sent again.
 */
export const ON_ITS_WAY = -2;

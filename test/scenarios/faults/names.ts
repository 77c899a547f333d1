export const name = 'order_placed';

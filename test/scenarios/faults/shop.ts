import { name } from './names.js';

export function pay(total: number, note: string) {
  nv('event', 'Order Placed', { total });
  nv('event', name, { total: 'free', coupn: 'X' });
  nv('event', 'order_placed', { coupon: null, total });
  nv('event', note, {});
}

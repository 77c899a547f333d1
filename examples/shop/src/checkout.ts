import { events, type Order } from './events';

export function orderPlaced(order: Order): void {
  const attributes: Record<string, unknown> = {
    order_id: order.id,
    total_amount: order.total,
    currency: order.currency,
    placed_at: new Date(),
    items: order.lines.map(({ product, quantity }) => ({ sku: product.id, quantity })),
  };
  if (order.coupon) attributes.cupon = order.coupon;
  nv('event', events.orderPlaced, attributes, order.total);
}

/** Cash on delivery goes through a page of its own. */
export function cashOrderPlaced(order: Order): void {
  nv('event', 'order_placed', { order_id: order.id, total_amount: order.total, coupon: null });
}

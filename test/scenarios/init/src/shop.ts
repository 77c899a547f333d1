declare const nv: (...args: unknown[]) => void;
declare const basket: any;
declare const product: { id: string; price: number | string; tags: string[] };

nv('event', 'product_viewed', { product_id: product.id, price: product.price });
nv('event', 'cart_updated', { product_id: product.id, quantity: 1 });
nv('event', 'cart_updated', { product_id: product.id, quantity: 2, gift: true });
nv('event', 'cart_updated', { product_id: product.id, quantity: 'three', Gift: true });
nv('event', 'wish_added', { product_id: product.id, note: basket.note, tags: product.tags });
nv('event', 'order_placed', { ...basket, total: 5, placed_at: new Date(), email: 'a@example.com' });
nv('event', 'Order Placed', { total: 7 });
nv('event', 'app_launch', { cold: true });
nv('event', basket.name, {});

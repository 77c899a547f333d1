import { events, type Product } from './events';

export function showProduct(product: Product): void {
  document.title = product.title;
  nv('event', events.productViewed, {
    product_id: product.id,
    title: product.title,
    price: product.price,
    in_stock: product.stock > 0,
  });
}

export function addToWishlist(product: Product): void {
  nv('event', events.wishlistAdded, { product_id: product.id });
}

export function writeReview(product: Product, stars: number): void {
  // Once a week is enough: 7 is the number of days.
  nv('event', 'review_written', { product_id: product.id, stars }, 0, 5);
}

/** Names of the events that the shop sends. */
export const events = {
  productViewed: 'product_viewed',
  cartUpdated: 'cart_updated',
  orderPlaced: 'order_placed',
  wishlistAdded: 'wishlist_add',
} as const;

export type Currency = 'INR' | 'USD' | 'EUR';

export interface Product {
  id: string;
  title: string;
  price: number;
  stock: number;
}

export interface Order {
  id: number;
  total: number;
  currency: Currency;
  coupon?: string;
  lines: { product: Product; quantity: number }[];
}

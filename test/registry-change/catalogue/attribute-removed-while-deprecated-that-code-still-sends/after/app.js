nv('event', 'order_placed', { order_id: 1, coupon: 'A' });

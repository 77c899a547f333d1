nv('event', 'order_placed', { total: 12.5, quantity: 2 }, 10, 1);

nv('event', 'order_placed', { order_id: 1 });
nv('event', 'order_placed', { order_id: 2 });

// eventlint-disable-next-line event-name-collision, event-name-case -- the mobile app sends it so
nv('event', 'Order Placed', { total: 1 });
// eventlint-disable-next-line type-lock
nv('event', 'order_placed', { total: 1 });
nv('event', 'order_placed', { total: 'free' }); // eventlint-disable-line type-lok
/* eventlint-disable unknown-event */
nv('event', 'unheard_of', {});
/* eventlint-enable */
nv('event', 'unheard_of', {});

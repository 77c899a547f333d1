nv('event', 'checkout_done', {});
nv('event', 'signup_started', {});

nv('event', 'a', {});

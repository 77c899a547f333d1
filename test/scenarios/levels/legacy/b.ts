nv('event', 'unheard_of', {});

/** The check boxes beside the search results. */
export function filterSearch(form: FormData, results: number): void {
  const on = (name: string): boolean => form.get(name) === 'on';
  const filters = {
    results,
    on_sale: on('sale'),
    in_stock: on('stock'),
    free_delivery: on('delivery'),
    gift_wrap: on('gift'),
    cotton: on('cotton'),
    silk: on('silk'),
    linen: on('linen'),
    wool: on('wool'),
    handloom: on('handloom'),
    organic: on('organic'),
    size_s: on('s'),
    size_m: on('m'),
    size_l: on('l'),
    size_xl: on('xl'),
    red: on('red'),
    blue: on('blue'),
    green: on('green'),
    white: on('white'),
    black: on('black'),
    rated_4_up: on('rated4'),
    new_arrivals: on('new'),
  };
  nv('event', 'search_filtered', filters);
}

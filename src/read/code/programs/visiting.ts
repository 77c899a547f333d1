/** Methods of an array that hand each element to a function, with the place of the element among its parameters. */
export const visiting = new Map<string, number>([
  ...'forEach map flatMap filter find findIndex findLast some every'
    .split(' ')
    .map((name) => [name, 0] as const),
  ...'reduce reduceRight'.split(' ').map((name) => [name, 1] as const),
]);

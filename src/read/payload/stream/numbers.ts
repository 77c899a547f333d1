/** Whole numbers by small whole numbers; 0 where nothing was set. `dense` is for loops that look much up: see {@link at}. */
export class NumberTable {
  /** Up to where they are dense. */
  dense = new Int32Array(64);
  /** The others. */
  readonly sparse = new Map<number, number>();

  set(index: number, value: number): void {
    if (index >= densest) {
      this.sparse.set(index, value);
      return;
    }
    if (index >= this.dense.length) {
      let { length } = this.dense;
      while (length <= index) length *= 2;
      const grown = new Int32Array(length);
      grown.set(this.dense);
      this.dense = grown;
    }
    this.dense[index] = value;
  }
}

const densest = 8192;

/** The number at an index. A function and not a method, so that it is put in place of its calls. */
export function at({ dense, sparse }: NumberTable, index: number): number {
  return index < dense.length ? (dense[index] as number) : sparse.size === 0 ? 0 : (sparse.get(index) ?? 0);
}

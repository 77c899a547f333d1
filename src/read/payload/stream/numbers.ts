/** Numbers by small whole numbers: an array where they are dense, a map where they are not. 0 where nothing was set. */
export class NumberTable {
  #dense = new Int32Array(64);
  readonly #sparse = new Map<number, number>();

  get(index: number): number {
    if (index < this.#dense.length) return this.#dense[index] as number;
    return index < densest ? 0 : (this.#sparse.get(index) ?? 0);
  }

  set(index: number, value: number): void {
    if (index >= densest) {
      this.#sparse.set(index, value);
      return;
    }
    if (index >= this.#dense.length) {
      let length = this.#dense.length;
      while (length <= index) length *= 2;
      const grown = new Int32Array(length);
      grown.set(this.#dense);
      this.#dense = grown;
    }
    this.#dense[index] = value;
  }
}

const densest = 8192;

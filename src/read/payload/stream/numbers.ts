/** Whole numbers above 0 by whole numbers, for loops that look much up: a hash table that is small enough to stay at hand. */
export class NumberTable {
  /** Index plus one and value of each, side by side; 0 where a place is free. */
  slots = new Int32Array(64);
  #size = 0;

  /** The number at an index; 0 where none was set. */
  get(index: number): number {
    const { slots } = this;
    const mask = slots.length - 2;
    for (let at = placeOf(index, mask); ; at = (at + 2) & mask) {
      const held = slots[at] as number;
      if (held === index + 1) return slots[at + 1] as number;
      if (held === 0) return 0;
    }
  }

  set(index: number, value: number): void {
    if (this.#size * 4 >= this.slots.length) this.#grow();
    const { slots } = this;
    const mask = slots.length - 2;
    let at = placeOf(index, mask);
    while (slots[at] !== 0 && slots[at] !== index + 1) at = (at + 2) & mask;
    if (slots[at] === 0) this.#size++;
    slots[at] = index + 1;
    slots[at + 1] = value;
  }

  #grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    this.#size = 0;
    for (let at = 0; at < old.length; at += 2)
      if (old[at] !== 0) this.set((old[at] as number) - 1, old[at + 1] as number);
  }
}

/** Where an index is looked for first: an even number, spread by Fibonacci hashing. */
function placeOf(index: number, mask: number): number {
  return (Math.imul(index, 0x9e3779b1) >>> 15) & mask;
}

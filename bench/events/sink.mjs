import { closeSync, openSync, writeSync } from 'node:fs';

/** Collects texts and bytes and writes them a megabyte at a time. */
export class Sink {
  #descriptor;
  #parts = [];
  #size = 0;

  constructor(file) {
    this.#descriptor = openSync(file, 'w');
  }

  write(part) {
    this.#parts.push(part);
    this.#size += part.length;
    if (this.#size > 1 << 20) this.#flush();
  }

  close() {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush() {
    let text = '';
    for (const part of this.#parts) {
      if (typeof part === 'string') text += part;
      else {
        writeSync(this.#descriptor, text);
        writeSync(this.#descriptor, part);
        text = '';
      }
    }
    writeSync(this.#descriptor, text);
    this.#parts = [];
    this.#size = 0;
  }
}

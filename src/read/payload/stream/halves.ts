import type { Window } from './window.ts';

/**
 * Looks for escapes of half a character (`\ud800` without its other half), which are valid JSON and no valid text. The kernel
 * does not know them, and streams of other alphabets and of emoji hold many whole ones.
 */
export class HalfSearch {
  readonly #window: Window;
  /** The state of the window that offsets are of. */
  #fills = -1;
  /** Offset of the first escape that begins as one of a half does, of those not before the last question. */
  #next = 0;

  constructor(window: Window) {
    this.#window = window;
  }

  /** Whether there may be one between two offsets. Asked about one entry after another, it looks at each byte once. */
  within(from: number, to: number): boolean {
    const { fills } = this.#window;
    if (fills !== this.#fills || this.#next < from) this.#next = this.#find(from);
    this.#fills = fills;
    while (this.#next < to) {
      const whole = this.#wholeAt(this.#next);
      if (whole === 0) return true;
      this.#next = this.#find(this.#next + whole);
    }
    return false;
  }

  #find(from: number): number {
    const { bytes, end } = this.#window;
    const at = Buffer.from(bytes.buffer, bytes.byteOffset, end);
    const found = [at.indexOf('\\ud', from, 'latin1'), at.indexOf('\\uD', from, 'latin1')];
    return Math.min(...found.map((offset) => (offset < 0 ? Number.POSITIVE_INFINITY : offset)));
  }

  /** How many bytes the two halves take that stand here, or what is no half; 0 for one without the other. */
  #wholeAt(at: number): number {
    const { bytes } = this.#window;
    const escapes = Buffer.from(bytes.buffer, bytes.byteOffset + at, 12).toString('latin1');
    if (/^\\u[dD][89abAB]..\\u[dD][c-fC-F]/.test(escapes)) return 12;
    return /^\\u[dD][89a-fA-F]/.test(escapes) ? 0 : 2;
  }
}

/** What a call really sends. */
export interface Sent {
  readonly name: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

/** So many ways are tried. */
const ways = 64;

/**
 * What a program of plain JavaScript really sends with `nv` in some of the ways that it can take: `on()` answers otherwise each
 * time, `later(f)` calls what it is given when all else is done, and `key()` gives a key. A run ends where it throws `0`, or
 * reads something of nothing.
 */
export function sentBy(program: string): Sent[] {
  const found: Sent[] = [];
  const run = new Function('nv', 'on', 'later', 'key', program) as (...args: unknown[]) => void;
  for (let seed = 0; seed < ways; seed++) {
    let [bits, steps] = [seed, 0];
    const on = () => {
      if (++steps > 60) return false;
      bits = (bits * 5 + 3) % ways;
      return (bits & 4) !== 0;
    };
    const callbacks: (() => void)[] = [];
    const later = (callback: () => void) => callbacks.push(callback);
    const nv = (_: string, name: unknown, details: Sent['details']) =>
      found.push({ name, details: { ...details } });
    try {
      run(nv, on, later, () => 'k');
      for (const callback of callbacks.slice(0, 20)) callback();
    } catch (thrown) {
      if (thrown !== 0 && !(thrown instanceof TypeError)) throw thrown;
    }
  }
  return found;
}

const window = 100;
const multiplier = 37;
const endOfFile = 65535;
const [lf, cr, tab, space] = [10, 13, 9, 32];
const word = 0x1_0000_0000;

/** 37 to the power of the window's size, modulo 2^64, as two halves of 32 bits. */
const farthest = power();

function power(): { high: number; low: number } {
  let value = 1n;
  for (let i = 0; i < window; i++) value = BigInt.asUintN(64, value * BigInt(multiplier));
  return { high: Number(value >> 32n), low: Number(value & 0xffff_ffffn) };
}

/**
 * The hashes by which GitHub's code scanning follows a line through edits, by 1-based line: a rolling hash over the 100
 * characters from the line's first on, without blanks and tabs and with any line end as LF, then `:` and how often it has
 * occurred so far. The algorithm is that of github/codeql-action (`src/fingerprints.ts`).
 */
export function lineHashes(text: string): readonly string[] {
  const hashes: string[] = [];
  const counts = new Map<string, number>();
  for (const hash of rawHashes(text)) {
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    hashes.push(`${hash}:${count}`);
  }
  return hashes;
}

/** The hash of a text's first line: it depends on some characters of it, however long it is. */
export function firstLineHash(text: string): string {
  const [first] = rawHashes(text);
  return `${first}:1`;
}

function* rawHashes(text: string): Generator<string> {
  const held = new Uint16Array(window);
  const startsLine = new Uint8Array(window);
  let [high, low, at] = [0, 0, 0];
  let [lineStart, afterCr] = [true, false];

  const shift = (code: number) => {
    const dropped = held[at] as number;
    held[at] = code;
    at = (at + 1) % window;
    const product = low * multiplier + code;
    const [outLow, outHigh] = [farthest.low * dropped, farthest.high * dropped];
    const difference = (product % word) - (outLow % word);
    low = (difference + word) % word;
    const carried = Math.floor(product / word) - Math.floor(outLow / word) - (difference < 0 ? 1 : 0);
    high = (((high * multiplier + carried - (outHigh % word)) % word) + word) % word;
  };
  const hash = () => (high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0'));

  for (let i = 0; i <= text.length; i++) {
    let code = i === text.length ? endOfFile : text.charCodeAt(i);
    const isPaired = afterCr && code === lf;
    afterCr = code === cr;
    if (code === space || code === tab || isPaired) continue;
    if (code === cr) code = lf;
    if (startsLine[at] === 1) yield hash();
    startsLine[at] = lineStart ? 1 : 0;
    lineStart = code === lf;
    shift(code);
  }
  for (let i = 0; i < window; i++) {
    if (startsLine[at] === 1) yield hash();
    startsLine[at] = 0;
    shift(0);
  }
}

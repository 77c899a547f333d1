/**
 * How many different values there were: exact while they are few, then an estimate by HyperLogLog. What it holds depends only
 * on which values were added, so that counts of parts join into the count of the whole, in any order.
 */
export interface Distinct {
  /** The hashes of all values, ascending, while there are few. */
  hashes: number[];
  /** Of the hashes that begin alike, the longest run of zeros after that, and one; once there are many. */
  registers: Uint8Array | undefined;
}

/** So many different values are counted exactly. More hashes would take more room than the registers. */
export const mostExact = 512;

const indexBits = 12;
const registerCount = 2 ** indexBits;
/** Hashes have 53 bits: the first choose the register, the next 32 are looked at for zeros. */
const restBits = 53 - indexBits;
const highest = 33;

/** What is given for a number of different values. */
export interface Estimate {
  readonly estimate: number;
  readonly exact: boolean;
}

/** Counts no value. */
export function emptyDistinct(): Distinct {
  return { hashes: [], registers: undefined };
}

/** Counts a value by its hash, a whole number below 2^53. */
export function addDistinct(distinct: Distinct, hash: number): void {
  const { hashes, registers } = distinct;
  if (registers) {
    register(registers, hash);
    return;
  }
  const at = indexOf(hashes, hash);
  if (hashes[at] === hash) return;
  hashes.splice(at, 0, hash);
  if (hashes.length > mostExact) registersOf(distinct);
}

/** Adds to one count what another has counted. */
export function mergeDistinct(distinct: Distinct, other: Distinct): void {
  if (other.registers) {
    const registers = registersOf(distinct);
    for (const [index, value] of other.registers.entries())
      if (value > (registers[index] as number)) registers[index] = value;
  }
  for (const hash of other.hashes) addDistinct(distinct, hash);
}

/** How many different values were counted. The standard error of an estimate is 1.6 %. */
export function distinctEstimate({ hashes, registers }: Distinct): Estimate {
  if (!registers) return { estimate: hashes.length, exact: true };
  // More than are counted exactly there were for certain.
  return { estimate: Math.max(mostExact + 1, Math.round(estimateOf(registers))), exact: false };
}

/** Turns hashes into registers, if that has not been done. */
function registersOf(distinct: Distinct): Uint8Array {
  const { hashes, registers = new Uint8Array(registerCount) } = distinct;
  for (const hash of hashes) register(registers, hash);
  distinct.hashes = [];
  distinct.registers = registers;
  return registers;
}

function register(registers: Uint8Array, hash: number): void {
  const index = Math.floor(hash / 2 ** restBits);
  const zeros = Math.clz32(Math.floor(hash / 2 ** (restBits - 32)) >>> 0);
  if (zeros + 1 > (registers[index] as number)) registers[index] = zeros + 1;
}

/** Where a hash stands among ascending ones, or would. */
function indexOf(hashes: readonly number[], hash: number): number {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hashes[middle] as number) < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The improved estimate of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017): without bias at
 * any number, and of nothing but sums, products and roots, which every machine rounds alike.
 */
function estimateOf(registers: Uint8Array): number {
  const counts = new Array<number>(highest + 1).fill(0);
  for (const value of registers) (counts[value] as number)++;
  let sum = registerCount * tau(1 - (counts[highest] as number) / registerCount);
  for (let value = highest - 1; value >= 1; value--) sum = (sum + (counts[value] as number)) / 2;
  sum += registerCount * sigma((counts[0] as number) / registerCount);
  return (halfOverLog2 * registerCount * registerCount) / sum;
}

/** 1 / (2 ln 2). */
const halfOverLog2 = 0.7213475204444817;

/** Corrects for registers that hold nothing. */
function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let [power, weight, sum] = [share, 1, share];
  for (let before = Number.NaN; sum !== before; weight *= 2) {
    before = sum;
    power *= power;
    sum += power * weight;
  }
  return sum;
}

/** Corrects for registers that can hold no more. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let [root, weight, sum] = [share, 0.5, 1 - share];
  for (let before = Number.NaN; sum !== before; weight /= 2) {
    before = sum;
    root = Math.sqrt(root);
    sum -= (1 - root) * (1 - root) * weight;
  }
  return sum / 3;
}

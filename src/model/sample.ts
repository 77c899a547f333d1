/**
 * What is kept of the keys with the smallest hashes: a sample that is the same for any order and division of the input, and
 * everything while there are few enough keys.
 */
export interface Sample<Value> {
  readonly held: Map<number, Value>;
  /** Keys whose hash is larger are left out; undefined while none was. */
  limit: number | undefined;
}

/** So many keys are kept where no other number is given. In between there may be a quarter more, so that each key costs a look-up and not a search. */
export const sampleSize = 32_768;

/** A sample of nothing. */
export function emptySample<Value>(): Sample<Value> {
  return { held: new Map(), limit: undefined };
}

/**
 * The value of a key, made when it is asked for first; undefined when the sample leaves the key out. `dropped` is told the
 * values that were held and are left out from now on.
 */
export function sampled<Value>(
  sample: Sample<Value>,
  hash: number,
  make: () => Value,
  size = sampleSize,
  dropped?: (value: Value) => void,
): Value | undefined {
  const known = sample.held.get(hash);
  if (known !== undefined) return known;
  if (sample.limit !== undefined && hash > sample.limit) return undefined;
  const made = make();
  sample.held.set(hash, made);
  if (sample.held.size >= 1.25 * size) trimSample(sample, size, dropped);
  return hash > (sample.limit ?? hash) ? undefined : made;
}

/** Joins two samples; `a` is changed and returned, and not trimmed. `join` changes the first of two values of one key; `dropped` as above. */
export function mergeSamples<Value>(
  a: Sample<Value>,
  b: Sample<Value>,
  join: (held: Value, other: Value) => void,
  size = sampleSize,
  dropped?: (value: Value) => void,
): Sample<Value> {
  const limits = [a.limit, b.limit].filter((limit) => limit !== undefined);
  if (limits.length > 0) a.limit = Math.min(...limits);
  for (const [hash, value] of b.held) {
    if (a.limit !== undefined && hash > a.limit) {
      dropped?.(value);
      continue;
    }
    const held = sampled(a, hash, () => value, size, dropped);
    if (held !== undefined && held !== value) join(held, value);
  }
  return a;
}

/** So many keys are in a part of a state, so that it can be handed over piece by piece. */
const partSize = 256;

/** What is held of many keys, in parts of a bounded size that join to it; there is one also where nothing is held. */
export function* partsOf<Key, Value>({
  held,
  limit,
}: Held<Key, Value>): Generator<{ readonly held: Map<Key, Value>; limit: number | undefined }> {
  const all = [...held];
  for (let at = 0; at === 0 || at < all.length; at += partSize)
    yield { held: new Map(all.slice(at, at + partSize)), limit };
}

/** What a sample and sightings have in common: what is held, and from which hash on more is left out. */
interface Held<Key, Value> {
  readonly held: ReadonlyMap<Key, Value>;
  readonly limit: number | undefined;
}

/** Leaves out the keys with the largest hashes, where there are too many. */
export function trimSample<Value>(
  sample: Sample<Value>,
  size = sampleSize,
  dropped?: (value: Value) => void,
): void {
  const { held } = sample;
  if (held.size > size) sample.limit = Float64Array.from(held.keys()).sort()[size - 1];
  if (sample.limit === undefined) return;
  for (const [hash, value] of held) {
    if (hash <= sample.limit) continue;
    held.delete(hash);
    dropped?.(value);
  }
}

/** About how many keys a sample leaves out, told from how close together those stand that it holds. Trim it before. */
export function leftOut<Value>({ held, limit }: Sample<Value>): number {
  if (limit === undefined) return 0;
  const all = ((held.size - 1) / limit) * 2 ** 53;
  return Math.max(1, Math.round(all) - held.size);
}

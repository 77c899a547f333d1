import { type Kernel, loadKernel, recordLayout } from '../../../../src/read/payload/scanner/load.ts';

export const entryKeys = { event: 'event_name', attributes: 'attributes', time: 'event_time', root: 'nv' };
export const identityKeys = ['userID', 'deviceID'];
export const watchedAttribute = 'tier';
export const watchedField = 'channel';

/** What a record says, in words. */
export interface Scanned {
  readonly signature: number;
  readonly event: string | undefined;
  readonly eventAt: readonly [number, number];
  readonly identities: readonly (number | 'other' | undefined)[];
  readonly time: number | undefined;
  readonly attributesAt: number;
  readonly attributes: readonly ScannedAttribute[];
}

export interface ScannedAttribute {
  readonly key: string;
  readonly class: number;
  readonly escaped: boolean;
  /** Where the key's quote stands, and where the value begins and ends, in bytes. */
  readonly at: readonly [number, number, number];
  readonly length: number;
  readonly watched: string | undefined;
}

/** A kernel that knows the keys above. */
export function newKernel(): Kernel {
  const kernel = loadKernel(entryKeys);
  if (!kernel) throw new Error('There is no dist/kernel.wasm: run `npm run build`.');
  for (const [i, key] of identityKeys.entries())
    kernel.setIdentity(i, kernel.internKey(key), 0x811c9dc5, 0x811c9dc5);
  kernel.watch(kernel.internKey(watchedAttribute));
  kernel.watchEnvelope(kernel.internKey(watchedField));
  return kernel;
}

/**
 * Scans the start of some bytes, at some offset of the input. What follows the part that counts stays where it is: the kernel
 * must not be led by it.
 */
export function scan(
  kernel: Kernel,
  bytes: Uint8Array,
  { length = bytes.length, at = 0, final = 1 as 0 | 1 } = {},
): number {
  kernel.reserve(at + bytes.length);
  kernel.input.set(bytes, at);
  const answer = kernel.entry(at, at + length, final);
  return answer < 0 ? answer : answer - at;
}

/** The record of the entry scanned last, with offsets as if it had stood at 0. */
export function recordOf(kernel: Kernel, at = 0): Scanned {
  const { out, time } = kernel;
  const o = (i: number) => out[i] as number;
  const from = (offset: number) => (offset === 0 ? 0 : offset - at);
  const attributes: ScannedAttribute[] = [];
  for (let i = 0; i < o(4); i++) {
    const a = recordLayout.head + recordLayout.attribute * i;
    attributes.push({
      key: kernel.keyText(o(a)),
      class: o(a + 1) & 255,
      escaped: (o(a + 1) & 256) !== 0,
      at: [o(a + 2) - at, o(a + 3) - at, o(a + 4) - at],
      length: o(a + 5) < 0 ? Buffer.byteLength(kernel.valueText(-2 - o(a + 5))) : o(a + 5),
      watched: o(a + 5) < 0 ? kernel.valueText(-2 - o(a + 5)) : undefined,
    });
  }
  return {
    signature: o(0),
    event: o(1) < 0 ? undefined : kernel.eventText(o(1)),
    eventAt: [from(o(2)), from(o(3))],
    identities: identityKeys.map((_, i) =>
      o(9) & (1 << i) ? o(5 + i) >>> 0 : o(9) & (256 << i) ? 'other' : undefined,
    ),
    time: o(10) ? time[0] : undefined,
    attributesAt: from(o(11)),
    attributes,
  };
}

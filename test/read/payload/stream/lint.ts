import { rules } from '../../../../rules/index.ts';
import { finish } from '../../../../src/lint/finish.ts';
import type { Run } from '../../../../src/lint/run.ts';
import { profileOf } from '../../../../src/model/profile/profile.ts';
import { Profiler } from '../../../../src/model/profile/profiler.ts';
import type { Registry } from '../../../../src/model/registry.ts';
import { type Place, position } from '../../../../src/model/text.ts';
import { type Damage, readPayload } from '../../../../src/read/payload/index.ts';
import type { PayloadItem } from '../../../../src/read/payload/session.ts';
import { readStream, type StreamOptions } from '../../../../src/read/payload/stream/index.ts';
import { bytesInput, type Input } from '../../../../src/read/payload/stream/input.ts';
import { notifyvisitors } from '../../../support/lint-example.ts';
import { contextOf, newRun, registryOf } from '../../../support/run.ts';

/** A run of all rules over payloads, with a registry. */
export function payloadRun(registryText: string, userMerging = false): Run {
  return runOf(registryOf(registryText), userMerging);
}

/** The same with a registry that has been read. */
export function runOf(registry: Registry, userMerging = false): Run {
  return newRun(contextOf(registry, { userMerging, wholeCode: false }));
}

/** Hands what was read to a run, and to a profiler where there is one; returns the number of entries. */
export function adder(
  run: Run,
  profiler?: Profiler,
): { take: (item: PayloadItem) => void; entries: () => number } {
  let entries = 0;
  const take = (item: PayloadItem) => {
    if (item.kind === 'problem') run.addPayloadProblem(item.problem);
    else if (item.kind === 'request') run.addRequest(item.request);
    else {
      entries++;
      profiler?.observe(item.kind === 'use' ? { use: item.use, order: item.use.order } : item.entry);
      if (item.kind === 'use') run.addUse(item.use);
      else run.addEntry(item.entry);
    }
  };
  return { take, entries: () => entries };
}

/** What the plain reader leads to. */
export function plainly(
  file: string,
  bytes: Uint8Array,
  registry: string,
  userMerging = false,
  damage?: Damage,
) {
  const run = payloadRun(registry, userMerging);
  const profiler = new Profiler(new Map());
  const { take, entries } = adder(run, profiler);
  for (const item of readPayload(file, bytes, { pack: notifyvisitors, userMerging }, damage)) take(item);
  return { findings: told(run), entries: entries(), profile: profileOf(profiler.state(), new Map()) };
}

/** How the scanner gets the bytes, and what is asked beside findings. */
interface Scanning extends Partial<StreamOptions> {
  /** The size of the pieces that they come in. */
  readonly piece?: number;
  /** Whether statistics are taken, for which each entry is handed over; else most are passed over. */
  readonly watched?: boolean;
  /** Whether texts can be read once more, and are not kept. */
  readonly kept?: boolean;
}

/** What the scanner leads to. */
export async function scanned(
  file: string,
  bytes: Uint8Array,
  registry: string,
  { piece = bytes.length, userMerging = false, watched = true, kept = false, ...more }: Scanning = {},
) {
  const run = payloadRun(registry, userMerging);
  const profiler = watched ? new Profiler(new Map()) : undefined;
  const { take, entries } = adder(run, profiler);
  const options = { pack: notifyvisitors, plainBytes: 0, userMerging, ...more };
  const sink = { take, skimmer: run.skimmer(), observe: profiler?.observe.bind(profiler) };
  const { counted } = await readStream(file, inPieces(bytes, piece, kept), options, sink);
  const profile = profiler && profileOf(profiler.state(), new Map());
  return { findings: told(run), entries: entries() + counted, counted, profile };
}

function inPieces(bytes: Uint8Array, piece: number, kept: boolean): Input {
  const input = bytesInput(bytes);
  const all = Buffer.from(bytes);
  return {
    read: (into) => input.read(into.subarray(0, Math.max(1, piece))),
    keep: () => (kept ? (into, offset) => all.copy(into, 0, offset, offset + into.length) : undefined),
  };
}

/** Everything that a report could show of a run's findings. */
export function told(run: Run): string[] {
  return finish(run, [], rules).map(({ place, related, fix, ...finding }) =>
    JSON.stringify({
      ...finding,
      at: shown(place),
      related: related.map((each) => [each.message, shown(each.place)]),
      fix: fix && [fix.description, fix.text, shown(fix.place)],
    }),
  );
}

function shown({ source, span }: Place) {
  const { file, text, part = 0, firstLine, firstColumn } = source;
  const [start, end] = [position(source, span.start), position(source, span.end)];
  return {
    file,
    part,
    start,
    end,
    text: text.slice(span.start, span.end),
    from: [firstLine, firstColumn],
    around: text,
  };
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCorpus } from '../../bench/events.mjs';
import { lintPayload } from '../../src/commands/payloads.ts';
import { type Gathered, Joining, shardState } from '../../src/commands/shards.ts';
import { statesIn } from '../../src/commands/state-text.ts';
import { profileOf } from '../../src/model/profile/profile.ts';
import { Profiler } from '../../src/model/profile/profiler.ts';
import { bytesInput } from '../../src/read/payload/stream/input.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { profileText } from '../../src/report/profile.ts';
import { runOf, told } from '../read/payload/stream/lint.ts';
import { notifyvisitors } from '../support/lint-example.ts';

const folder = mkdtempSync(join(tmpdir(), 'eventlint-shards-'));
writeCorpus(folder, { events: 200, faults: 0.05, seed: 3 });
const registryText = readFileSync(join(folder, 'event-registry.yaml'), 'utf8');
const lines = readFileSync(join(folder, 'events.ndjson'), 'latin1').split(/(?<=\n)/);
rmSync(folder, { recursive: true });

const { registry } = readRegistry('event-registry.yaml', { read: () => registryText, glob: () => [] });
const project = { pack: notifyvisitors, config: { userMerging: false } } as Parameters<typeof lintPayload>[3];
const settings = 'the same';

/** Nothing yet, by the corpus' registry. */
function gathering(): Gathered & { readonly profiler: Profiler } {
  return { run: runOf(registry), profiler: new Profiler(registry.events) };
}

/** Parts below so many bytes are read without the scanner, as all are where there is none. */
const plain = 2 ** 20;

/** The state of the lines from one to another, as another process hands it over. */
async function stateOf(from: number, to: number, plainBytes = 0): Promise<string> {
  const { run, profiler } = gathering();
  const bytes = Buffer.from(lines.slice(from, to).join(''), 'latin1');
  const options = { part: from + 1, form: 'ndjson', plainBytes, profiler };
  const { entries, lines: count } = await lintPayload(run, 'p.ndjson', bytesInput(bytes), project, options);
  const shard = { id: `${from}`, file: 'p.ndjson', form: '', part: from + 1, lines: count, entries };
  return textOf({ run, profiler }, [shard]);
}

function textOf(gathered: Gathered, shards: Joining['shards']): string {
  return [...shardState(gathered, shards, settings, '1')].join('');
}

/** Joins states that come one after another. */
async function joined(gathered: Gathered, states: readonly string[]): Promise<Joining> {
  const joining = new Joining(gathered, settings);
  for await (const part of statesIn(bytesInput(Buffer.from(states.join(''))), 'states', 'none'))
    if ('head' in part) joining.begin(part.head);
    else joining.add(part.piece);
  return joining;
}

/** What states lead to once they are joined. */
async function reported(states: readonly string[]) {
  const { run, profiler } = gathering();
  const joining = await joined({ run, profiler }, states);
  joining.place();
  const entries = joining.shards.reduce((sum, shard) => sum + shard.entries, 0);
  // In which part something stands is no part of a report.
  const findings = told(run).map((finding) => finding.replaceAll(/"part":\d+,/g, ''));
  return { findings, entries, profile: profileText(profileOf(profiler.state(), registry.events)) };
}

describe('states of shards', () => {
  it('lead to the same findings and statistics however lines are divided and states are joined', async () => {
    const whole = await reported([await stateOf(0, lines.length)]);
    expect(whole.entries).toBeGreaterThan(150);
    const cuts = fc.array(fc.nat(lines.length), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.infiniteStream(fc.nat()), async (some, draws) => {
        const draw = (below: number) => (draws.next().value as number) % below;
        const ends = [...new Set([0, ...some, lines.length])].sort((a, b) => a - b);
        const states = await Promise.all(
          ends.slice(1).map((end, i) => stateOf(ends[i] as number, end, draw(2) * plain)),
        );
        // Some are joined on the way, in any order.
        for (let joins = draw(states.length); joins > 0; joins--) {
          const taken = [1, 2].map(() => states.splice(draw(states.length), 1)[0] as string);
          const gathered = gathering();
          const { shards } = await joined(gathered, taken);
          states.splice(draw(states.length + 1), 0, textOf(gathered, shards));
        }
        expect(await reported(states)).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  }, 240_000);
});

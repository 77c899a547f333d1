import { describe, expect, it } from 'vitest';
import { readPayload } from '../../src/read/payload/index.ts';
import { readStream } from '../../src/read/payload/stream/index.ts';
import { bytesInput } from '../../src/read/payload/stream/input.ts';
import { adder, payloadRun, told } from '../read/payload/stream/lint.ts';
import { notifyvisitors } from '../support/lint-example.ts';

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      quantity: { type: number, required: true }
`;

/** A stream that makes names of values: 17,600 attributes that nobody declared, some of which change their type. */
const lines = Array.from({ length: 4400 }, (_, line) => {
  const attributes: Record<string, unknown> = { quantity: 1 };
  for (let i = 0; i < 4; i++) attributes[`sku_${line * 4 + i}`] = i;
  if (line % 7 === 6) attributes[`sku_${line * 4 - 20}`] = 'five';
  return JSON.stringify({ userID: 'u1', event_name: 'order_placed', attributes });
});
const bytes = Buffer.from(`${lines.join('\n')}\n`);
const file = 'events.ndjson';

function known(run: ReturnType<typeof payloadRun>) {
  return { findings: told(run), caveats: run.caveats().sort() };
}

describe('more kinds of findings than are kept', () => {
  const items = [...readPayload(file, bytes, { pack: notifyvisitors })];
  const whole = payloadRun(registry);
  for (const item of items) adder(whole).take(item);
  const expected = known(whole);

  it('are told of in number, and none of another rule is lost', () => {
    const of = (rule: string) => expected.findings.filter((finding) => JSON.parse(finding).ruleId === rule);
    const shown = of('unknown-attribute');
    expect(new Set(shown.map((finding) => JSON.parse(finding).attribute)).size).toBe(4096);
    expect(of('type-lock').length).toBeGreaterThan(500);
    expect(expected.caveats).toEqual([
      `There are too many kinds of \`unknown-attribute\` to show them all: 4,096 are shown, chosen by a hash; ${17_600 + 628 - shown.length} findings of others are not.`,
      'There are too many names to compare them all: `attribute-name-collision` was looked for among 16,384, chosen by a hash.',
      'There are too many names to compare them all: `type-lock` was looked for among 16,384, chosen by a hash.',
    ]);
  });

  it('are the same however the input is divided and joined', () => {
    const parts = [0, 1, 2].map((part) => {
      const run = payloadRun(registry);
      for (const [index, item] of items.entries()) if (index % 3 === part) adder(run).take(item);
      return run;
    });
    const joined = payloadRun(registry);
    for (const part of parts.reverse()) joined.merge(part);
    expect(known(joined)).toEqual(expected);
  });

  it('are the same for a stream that is scanned', async () => {
    const run = payloadRun(registry);
    const { take } = adder(run);
    const options = { pack: notifyvisitors, plainBytes: 0 };
    await readStream(file, bytesInput(bytes), options, { take, skimmer: run.skimmer() });
    expect(known(run)).toEqual(expected);
  });
});

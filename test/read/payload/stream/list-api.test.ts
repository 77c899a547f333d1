import { expect, test } from 'vitest';
import { plainly, scanned } from './lint.ts';

const registry = 'registry: 1\nevents: { order_placed: { description: Paid., owner: shop } }\n';
const event = '{"userID":"u1","event_name":"order_placed","attributes":{}}';
const profile = '{"userID":"u1","user_attributes":{"city":"Pune"}}';
const list = (entry: string, size: number) => `{"nv":[${Array(size).fill(entry).join(',')}]}`;
const alone = `{"nv":${event}}`;

/** How many findings there are of lists that are too long, however they are read. */
async function tooLong(...lines: readonly string[]): Promise<number> {
  const bytes = Buffer.from(lines.join('\n'));
  const expected = plainly('p.ndjson', bytes, registry);
  const { counted: _, ...found } = await scanned('p.ndjson', bytes, registry);
  expect(found).toEqual(expected);
  return found.findings.filter((finding) => finding.includes('"batch-size"')).length;
}

// What is sent alone must stand alone; a call takes 100 profiles, and 1,000 events.
test.each<[string, number, readonly string[]]>([
  ['events behind events that were sent alone', 0, [alone, alone, list(event, 2), list(event, 2)]],
  ['events behind profiles', 0, [list(profile, 2), list(profile, 2), list(event, 101), list(event, 101)]],
  ['profiles behind events', 1, [list(event, 2), list(event, 2), list(profile, 2), list(profile, 101)]],
  ['profiles alone', 1, [list(profile, 2), list(profile, 101)]],
  ['neither, behind both', 0, [alone, list(profile, 100), list(event, 1000), list(event, 1000)]],
])('A list is as long as its own API takes: %s', async (_, count, lines) => {
  expect(await tooLong(...lines)).toBe(count);
});

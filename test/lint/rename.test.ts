import { expect, test } from 'vitest';
import { plainly, scanned } from '../read/payload/stream/lint.ts';
import { lintExample } from '../support/lint-example.ts';

/** The renames that are offered for `productId`, with what is sent beside it. */
const sites = [
  { beside: '', renames: 1 },
  { beside: 'product_name', renames: 1 },
  { beside: 'product_id', renames: 0 },
];

test.each(sites)(
  'a call with `productId` and `$beside` is offered $renames renames',
  ({ beside, renames }) => {
    const more = beside && `, ${beside}: 'b'`;
    const { findings } = lintExample({ code: `nv('event', 'order_placed', { 'productId': 'a'${more} });` });
    const found = findings.filter(({ ruleId }) => ruleId === 'attribute-name-case');
    expect(found).toHaveLength(1);
    expect(found.flatMap(({ fix }) => fix?.text ?? [])).toEqual(renames === 1 ? [`'product_id'`] : []);
  },
);

test('so are entries of a stream, whatever was seen before', async () => {
  const line = (beside: string) =>
    JSON.stringify({
      nv: {
        userID: 'u1',
        event_name: 'order_placed',
        attributes: { productId: 'a', ...(beside && { [beside]: 'b' }) },
      },
    });
  const order = [...sites, ...[...sites].reverse()];
  const bytes = Buffer.from(order.map(({ beside }) => `${line(beside)}\n`).join(''));
  const registry = 'registry: 1\nevents: {}\n';
  const [plain, skimmed] = [plainly('e.ndjson', bytes, registry), await scanned('e.ndjson', bytes, registry)];
  expect(skimmed.findings).toEqual(plain.findings);
  const offered = plain.findings
    .map((finding) => JSON.parse(finding))
    .filter(({ ruleId }) => ruleId === 'attribute-name-case')
    .map(({ fix }) => (fix ? 1 : 0));
  expect(offered).toEqual(order.map(({ renames }) => renames));
});

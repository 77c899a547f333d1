import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/report.schema.json' with { type: 'json' };
import type { Report } from '../../src/model/finding.ts';
import { json } from '../../src/report/json.ts';
import { reportOf, reportOn, reportOnEverything, whole } from './context.ts';

const text = (report: Report) => whole(json(report));

const validate = new Ajv({ allErrors: true }).compile(schema);

describe('the JSON report', () => {
  it('fits its schema, with every rule’s findings and with none', () => {
    for (const report of [reportOnEverything(), reportOf([])]) {
      const parsed: unknown = JSON.parse(text(report));
      expect(validate(parsed) ? [] : validate.errors).toEqual([]);
    }
  });

  it('is laid out as JSON.stringify does it, though it is written piece by piece', () => {
    for (const report of [reportOnEverything(), reportOf([])])
      expect(text(report)).toBe(`${JSON.stringify(JSON.parse(text(report)), null, 2)}\n`);
  });

  it('has the keys of the contract, in their order', () => {
    const code = `nv('event', 'a', { q: 5 });\nnv('event', 'a', { q: 'five' });`;
    const { findings } = reportOn({ code });
    const [finding] = JSON.parse(
      text(reportOf(findings.filter(({ ruleId }) => ruleId === 'type-lock'))),
    ).findings;
    expect(finding).toEqual({
      ruleId: 'type-lock',
      severity: 'error',
      message:
        'Attribute `q` of `a` is sent as string here; it is locked to number by its earliest use, in example.ts. Send it as number, or introduce a new attribute `q_v2` for the string values.',
      file: 'example.ts',
      line: 2,
      column: 23,
      endLine: 2,
      endColumn: 29,
      event: 'a',
      attribute: 'q',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      related: [{ file: 'example.ts', line: 1, column: 23, message: 'locked to number here' }],
    });
    expect(Object.keys(finding).slice(0, 8)).toEqual([
      'ruleId',
      'severity',
      'message',
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
    ]);
  });

  it('says how many places a finding stands for', () => {
    const line = (quantity: string) => `{"userID":"u1","event_name":"a","attributes":{"q":${quantity}}}\n`;
    const report = reportOn({ payload: line('5') + line('"x"').repeat(40), file: 'a.ndjson' });
    const found = JSON.parse(text(report)).findings.filter(
      ({ ruleId }: { ruleId: string }) => ruleId === 'type-lock',
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ count: 40, line: 2 });
    expect(found[0].related).toHaveLength(8);
  });
});

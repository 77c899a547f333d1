import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import { sarif } from '../../src/report/sarif.ts';
import { context, reportOf, reportOn, reportOnEverything, whole } from './context.ts';

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, 'fixtures/sarif-2.1.0.schema.json'), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
const validate = ajv.compile(schema);

const log = (report = reportOnEverything(), more = {}) =>
  JSON.parse(whole(sarif(report, { ...context, ...more }))) as Log;

describe('a SARIF log', () => {
  let everything: Log;
  let results: Result[];
  beforeAll(() => {
    everything = log();
    results = everything.runs[0]?.results ?? [];
  });

  it('fits the 2.1.0 schema, with every rule’s findings and with none', () => {
    for (const each of [everything, log(reportOf([]))])
      expect(validate(each) ? [] : validate.errors).toEqual([]);
    expect(results.length).toBeGreaterThan(100);
  });

  it('describes every rule, and every result by its rule', () => {
    const rules = everything.runs[0]?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(context.rules.map(({ id }) => id));
    for (const { id, name, help, helpUri } of rules) {
      expect(name).toMatch(/^(\p{Lu}[\p{Ll}\p{Nd}]+)*$/u);
      expect(name?.toLowerCase()).not.toBe(id);
      expect(help?.text).not.toBe('');
      expect(helpUri).toBe(`${context.homepage}/blob/main/docs/rules/${id}.md`);
    }
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
  });

  it('points with a region that is never empty and a context around it', () => {
    for (const { locations = [], relatedLocations = [] } of results)
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { region, artifactLocation, contextRegion } = physicalLocation ?? {};
        expect(artifactLocation?.uriBaseId).toBe('SRCROOT');
        expect(region?.snippet?.text).toBeDefined();
        const [line, column, endLine, endColumn] = [
          region?.startLine,
          region?.startColumn,
          region?.endLine,
          region?.endColumn,
        ];
        expect((endLine as number) > (line as number) || (endColumn as number) > (column as number)).toBe(
          true,
        );
        if (!contextRegion) continue;
        expect(contextRegion.startLine).toBeLessThanOrEqual(line as number);
        expect(contextRegion.endLine).toBeGreaterThanOrEqual(endLine as number);
        if (contextRegion.startColumn !== undefined)
          expect(contextRegion.endLine).toBe(contextRegion.startLine);
      }
  });

  it('gives an escaped address relative to the repository', () => {
    const { findings } = reportOn({ code: `nv('event', 'Bad Name', {});`, file: 'süd/a b#c.ts' });
    const [result] =
      log(reportOf(findings), { pathInRepository: (file: string) => `packages/shop/${file}` }).runs[0]
        ?.results ?? [];
    const location = result?.locations?.[0]?.physicalLocation?.artifactLocation;
    expect(location).toEqual({ uri: 'packages/shop/s%C3%BCd/a%20b%23c.ts', uriBaseId: 'SRCROOT' });
  });

  it('says where the sources come from, and names a category only when asked', () => {
    const repository = { uri: 'https://example.com/shop', revision: 'a'.repeat(40), branch: 'main' };
    const [run] = log(reportOf([]), { repository, sarifCategory: 'web/' }).runs;
    expect(run?.versionControlProvenance).toEqual([
      {
        repositoryUri: repository.uri,
        revisionId: repository.revision,
        branch: 'main',
        mappedTo: { uriBaseId: 'SRCROOT' },
      },
    ]);
    expect(run?.automationDetails).toEqual({ id: 'web/' });
    expect(everything.runs[0]).not.toHaveProperty('versionControlProvenance');
    expect(everything.runs[0]).not.toHaveProperty('automationDetails');
  });

  it('shows one finding in full', async () => {
    const registry =
      'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      order_id: number\n';
    const report = reportOn({
      registry,
      code: `// one\nnv('event', 'order_placed', { orderId: 5 });\n// three\n`,
    });
    const result = log(report).runs[0]?.results?.find(({ ruleId }) => ruleId === 'attribute-name-collision');
    await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot('fixtures/result.json');
  });
});

describe('GitHub’s line fingerprint', () => {
  const nth = (line: number, textOf: () => string | undefined) =>
    log(reportOn({ code: `${'\n'.repeat(line - 1)}nv('event', 'Bad Name', {});` }), { textOf }).runs[0]
      ?.results?.[0]?.partialFingerprints?.primaryLocationLineHash;

  it('is that of the file as it is, so that lines of an NDJSON file are told apart', () => {
    const line = `{"userID":"u1","event_name":"Bad Name","attributes":{}}`;
    const payload = `${line}\n${line}\n`;
    const report = reportOn({ payload, file: 'a.ndjson' });
    const hashes = log(report, { textOf: () => payload }).runs[0]?.results?.map(
      (result) => result.partialFingerprints?.primaryLocationLineHash,
    );
    expect(new Set(hashes).size).toBe(2);
  });

  it('does not change when lines are put above', () => {
    expect(nth(1, () => undefined)).toBe(nth(9, () => undefined));
  });

  it('is there even when the file cannot be read again', () => {
    expect(nth(3, () => '')).toMatch(/^[0-9a-f]+:1$/);
  });
});

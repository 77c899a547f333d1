import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { shownPath } from '../src/files.ts';
import { Repository } from './support/repository.ts';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');

test.each([
  ['/w/project/a/b.ndjson', 'a/b.ndjson'],
  ['/w/other/b.ndjson', '../other/b.ndjson'],
  ['/w/b.ndjson', '../b.ndjson'],
  ['/tmp/b.ndjson', '/tmp/b.ndjson'],
])('from /w/project, %s is shown as %s', (path, expected) => {
  expect(shownPath(path, '/w/project')).toBe(expected);
});

describe('a file outside of the repository', () => {
  const repository = new Repository();
  const outside = mkdtempSync(join(tmpdir(), 'eventlint-outside-'));
  afterAll(() => {
    repository.remove();
    rmSync(outside, { recursive: true });
  });
  const event = '{"userID":"u1","event_name":"ghost","attributes":{}}\n';
  repository.write({
    'event-registry.yaml': 'registry: 1\nevents:\n  kept: { description: Kept., owner: shop }\n',
    'in.ndjson': event,
  });
  const file = join(outside, 'out ö.ndjson');
  writeFileSync(file, event);
  mkdirSync(join(repository.folder, 'sub'));
  const cwd = join(repository.folder, 'sub');
  const check = (format: string) =>
    spawnSync(process.execPath, [cli, 'check', '../in.ndjson', file, '--format', format], {
      cwd,
      encoding: 'utf8',
    }).stdout;

  test('has a full address in SARIF, those in it one from its root on', () => {
    const { results } = JSON.parse(check('sarif')).runs[0];
    const addresses = results.map(
      (result: { locations: { physicalLocation: { artifactLocation: object } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation,
    );
    expect(addresses).toEqual(
      expect.arrayContaining([{ uri: 'in.ndjson', uriBaseId: 'SRCROOT' }, { uri: pathToFileURL(file).href }]),
    );
  });

  test('is named in full to services, and from where they are to people', () => {
    const full = file.split(sep).join('/');
    expect(check('github')).toContain(full);
    const shown = relative(cwd, file).split(sep).join('/');
    const { findings } = JSON.parse(check('json')) as { findings: { file: string }[] };
    expect(findings.map((finding) => finding.file)).toContain(shown);
  });
});

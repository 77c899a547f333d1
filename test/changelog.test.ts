import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import schema from '../schemas/changelog.schema.json' with { type: 'json' };
import { Repository } from './support/repository.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const file = 'event-registry.yaml';
const registry = (events: string) => `registry: 1\ndefaults: { owner: growth }\nevents:\n${events}`;
const paid = (attributes: string) =>
  `  order_placed:\n    description: Paid.\n    attributes: ${attributes}\n`;
const done = (status: string) => `  checkout_done: { description: Old., ${status} }\n`;

/** A history with two releases, a commit in between that cannot be read, and something that is not committed. */
let repository: Repository;
beforeAll(() => {
  repository = new Repository({
    GIT_AUTHOR_DATE: '2026-03-01T12:00:00Z',
    GIT_COMMITTER_DATE: '2026-03-01T12:00:00Z',
  });
  repository.commit({ 'readme.md': '' }, 'Begin');
  repository.git('tag', 'empty');
  repository.commit({ [file]: registry(paid('{ total: number }') + done('tags: [x]')) }, 'Declare events');
  repository.git('tag', 'v1.0.0');
  repository.commit({ 'a.ts': '' }, 'Nothing of the registry');
  repository.commit(
    { [file]: registry(paid('{ total: number, coupon: string }') + done('tags: [x]')) },
    'Add <b>coupons</b>',
  );
  repository.commit({ [file]: 'registry: [' }, 'Break it');
  repository.git('tag', 'v1.0.1-broken');
  repository.commit(
    {
      [file]: registry(
        paid('{ total: number, coupon: { type: string, sensitivity: personal } }') +
          done('status: deprecated, replaced_by: order_placed'),
      ),
    },
    'Deprecate the old name',
  );
  repository.git('tag', '--annotate', '--message', 'second', 'v1.1.0');
  repository.write({
    [file]: registry(paid('{ total: string, coupon: { type: string, sensitivity: personal } }')),
  });
});
afterAll(() => repository.remove());

describe('a changelog', () => {
  it('groups by tag, the newest first, and passes over what cannot be read', () => {
    const { status, stdout, stderr } = repository.eventlint('changelog --from v1.0.0');
    expect([status, stderr]).toEqual([
      0,
      'v1.0.1-broken is passed over, and what it changed stands with what follows: As it is in `v1.0.1-broken`: This is not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ].\n',
    ]);
    expect(stdout).toBe(`# Changes of the event registry

## Unreleased

### Changed

- **Breaking:** \`order_placed\`: \`total\`: number → string

### Removed

- \`checkout_done\`

## v1.1.0 - 2026-03-01

### Added

- \`order_placed\`, \`coupon\` (string)

### Deprecated

- \`checkout_done\`: send \`order_placed\` instead

### Privacy

- \`order_placed\`: \`coupon\` sensitivity: none → personal
`);
  });

  it('ends at --to, and groups by commit', () => {
    const { stdout } = repository.eventlint('changelog --from v1.0.0 --to v1.1.0 --by commit');
    expect(stdout.match(/^## .*/gm)).toEqual([
      expect.stringMatching(/^## [0-9a-f]{7} Deprecate the old name - 2026-03-01$/),
      expect.stringMatching(/^## [0-9a-f]{7} Add \\<b\\>coupons\\<\/b\\> - 2026-03-01$/),
    ]);
  });

  it('fits its schema as JSON, and is the same each time', () => {
    const { stdout } = repository.eventlint('changelog --from v1.0.0 --format json');
    const validate = new Ajv({ allErrors: true }).compile(schema);
    expect(validate(JSON.parse(stdout)) ? [] : validate.errors).toEqual([]);
    expect(repository.eventlint('changelog --from v1.0.0 --format json').stdout).toBe(stdout);
  });

  it('says that nothing has changed', () => {
    const { status, stdout } = repository.eventlint('changelog --from v1.1.0 --to v1.1.0');
    expect([status, stdout]).toEqual([
      0,
      '# Changes of the event registry\n\nNothing has changed from `v1.1.0` to `v1.1.0`.\n',
    ]);
  });

  it.each([
    ['--from nowhere', 'There is no commit `nowhere` here.'],
    ['--from v1.0.0 --to nowhere', 'There is no commit `nowhere` here.'],
    ['--from v1.1.0 --to v1.0.0', '`v1.0.0` is older than `v1.1.0`.'],
    ['--from empty', 'There is no event-registry.yaml in `empty`.'],
    ['--from v1.0.1-broken', 'As it is in `v1.0.1-broken`: This is not valid YAML'],
    ['--from v1.0.0 --to v1.0.1-broken', 'As it is in `v1.0.1-broken`: This is not valid YAML'],
    ['--from v1.0.0 --by tags', 'There is no grouping `tags`.'],
    ['--from v1.0.0 --format html', 'There is no format `html`.'],
    ['', "required option '--from <ref>' not specified"],
  ])('%s: exit 2', (args, message) => {
    const { status, stdout, stderr } = repository.eventlint(`changelog ${args}`);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('needs a history', () => {
    const other = new Repository();
    other.write({ [file]: registry(paid('{}')) });
    rmSync(join(other.folder, '.git'), { recursive: true });
    const { status, stderr } = other.eventlint('changelog --from v1.0.0');
    expect([status, stderr]).toEqual([2, expect.stringContaining('stands in no git repository')]);
    other.remove();
  });
});

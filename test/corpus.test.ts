import { describe, expect, it } from 'vitest';
import { labels, score } from './corpus/score.mjs';

interface Site {
  at: string;
  names: string[];
  attributes: Record<string, string>;
  dynamic?: boolean;
  open?: boolean;
}

const all = labels() as { name: string; repository: string; commit: string; sites: Site[] }[];

describe('the labels of public repositories', () => {
  it.each(all)('$name', ({ repository, commit, sites }) => {
    expect(repository).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/);
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(new Set(sites.map(({ at, names }) => `${at} ${names}`)).size).toBe(sites.length);
    for (const { at, names, dynamic } of sites) {
      expect(at).toMatch(/^[^:]+:\d+$/);
      expect(names.length > 0 || dynamic).toBe(true);
    }
  });

  it('are at least forty each of six', () => {
    expect(all.filter(({ sites }) => sites.length >= 40).length).toBeGreaterThanOrEqual(6);
  });
});

describe('the scorer', () => {
  const label = {
    sites: [{ at: 'a.ts:1', names: ['a'], attributes: { id: 'number', of: '?' } }],
    not: [{ at: 'b.ts:1', why: 'a log' }],
  };
  const site = {
    file: 'a.ts',
    line: 1,
    event: { names: ['a'], dynamic: false },
    attributes: [
      { name: 'id', types: ['number'] },
      { name: 'of', types: ['unknown'] },
    ],
    open: false,
  };

  it.each([
    ['all is as labelled', [site], { sites: 1, names: 1, attributes: 1, types: 1, false: 0 }],
    ['nothing is found', [], { sites: 0, names: 0, attributes: 0, types: 0, false: 0 }],
    ['another name', [{ ...site, event: { names: ['b'], dynamic: false } }], { sites: 1, names: 0 }],
    [
      'a name that is not sure',
      [{ ...site, event: { names: ['a'], dynamic: true } }],
      { sites: 1, names: 0 },
    ],
    ['an attribute less', [{ ...site, attributes: [] }], { names: 1, attributes: 0 }],
    ['open attributes', [{ ...site, open: true }], { names: 1, attributes: 0 }],
    [
      'another type',
      [{ ...site, attributes: [{ name: 'id', types: ['string'] }] }],
      { types: 0, typesWrong: 1 },
    ],
    ['a look-alike', [site, { ...site, file: 'b.ts' }], { sites: 1, false: 1 }],
  ])('%s', (_, found, expected) => {
    expect(score(label, found)).toMatchObject(expected);
  });
});

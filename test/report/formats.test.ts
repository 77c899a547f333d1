import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Report } from '../../src/model/finding.ts';
import { github } from '../../src/report/github.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import type { Reporter } from '../../src/report/index.ts';
import { junit } from '../../src/report/junit.ts';
import { markdown } from '../../src/report/markdown.ts';
import { pretty } from '../../src/report/pretty.ts';
import { context, reportOf, reportOn, reportOnEverything, whole } from './context.ts';

const owners = new Map([['order_placed', 'checkout']]);
const own = { ...context, ownerOf: (event: string) => owners.get(event) };

/** Names and values that mean something in one of the formats. */
const odd = reportOn({
  file: 'süd/a b,c:d.ts',
  code: `nv('event', '::error::%25 <b>|@all\\u0000]]>', { 'a"&\\n': null });\nnv('event', 'Order Placed', {});`,
  registry: 'registry: 1\ndefaults: { owner: checkout }\nevents: { order_placed: { description: Paid. } }\n',
});

describe.each<[string, Reporter<string>]>([
  ['github.txt', github],
  ['gitlab.json', gitlab],
  ['junit.xml', junit],
  ['markdown.md', markdown],
])('%s', (name, reporter) => {
  it('is as in this file', async () => {
    await expect(reporter(odd, own)).toMatchFileSnapshot(resolve(import.meta.dirname, 'fixtures', name));
  });

  it('says that there is nothing', async () => {
    const fixture = resolve(import.meta.dirname, 'fixtures', `none-${name}`);
    await expect(reporter(reportOf([]), own)).toMatchFileSnapshot(fixture);
  });
});

function many(count: number): Report {
  const code = Array.from({ length: count }, (_, i) => `nv('event', 'Bad Name ${i}', { A: null });`).join(
    '\n',
  );
  return reportOn({ code });
}

describe('github', () => {
  const lines = github(many(30), own).trimEnd().split('\n');

  it('annotates as many of each severity as are shown, errors first, and writes the others as plain lines', () => {
    const kinds = lines.map((line) => /^::(\w+) /.exec(line)?.[1]);
    expect(kinds.filter((kind) => kind === 'error').length).toBe(10);
    expect(kinds.filter((kind) => kind === 'warning').length).toBe(10);
    expect(kinds.lastIndexOf('error')).toBeLessThan(kinds.indexOf('warning'));
    expect(lines.length).toBe(many(30).findings.length + 1);
  });

  it('ends with what there is in all', () => {
    expect(lines.at(-1)).toMatch(/^eventlint: 30 errors, \d+ warnings, 0 notes\.$/);
  });

  it('lets no message become a command of its own', () => {
    const commands = github(odd, own)
      .split('\n')
      .filter((line) => line.startsWith('::'));
    for (const command of commands)
      expect(command).toMatch(/^::(error|warning|notice) file=(süd|event-registry)/);
  });
});

describe('what an untrusted change holds', () => {
  const commands = '::add-mask::x ##[add-mask]x ##vso[task.setvariable variable=a]b ##teamcity[x]';
  const tricky = reportOn({
    file: '::error::x ##[group]a.ts',
    code: `nv('event', '${commands} www.example.com https://example.com @octocat #12 a@b.cd ${'`'}[x](y)', { '::stop-commands::x': null });`,
  });

  it.each<[string, Reporter]>([
    ['pretty', pretty],
    ['github', github],
  ])('is no command to a service that shows the log: %s', (_, reporter) => {
    const all = { ...tricky, findings: Array.from({ length: 5 }, () => tricky.findings).flat() };
    const lines = whole(reporter(all, own)).split('\n');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      // The runner takes white space before a command for nothing, and looks no further where there is one.
      if (line.trim().startsWith('::')) expect(line).toMatch(/^::(error|warning|notice) file=%3A%3Aerror/);
      else expect(line).not.toMatch(/##\w*\[/);
    }
  });

  it('is no markup, no link and mentions nobody in a comment', () => {
    const text = markdown(tricky, own).replaceAll(own.homepage, '');
    expect(text).toContain('octocat');
    expect(text).not.toMatch(/@\w|(?<!&|^#*)#\w|https?:\/\/|www\.|\]\(y/i);
  });
});

describe('gitlab', () => {
  it('tells findings apart by their fingerprints, and files by relative paths', () => {
    const issues = JSON.parse(gitlab(reportOnEverything(), own)) as {
      fingerprint: string;
      severity: string;
      location: { path: string; lines: { begin: number } };
    }[];
    for (const { severity, location } of issues) {
      expect(['info', 'minor', 'major']).toContain(severity);
      expect(location.path).not.toMatch(/^[./]/);
      expect(location.lines.begin).toBeGreaterThan(0);
    }
    const alike = JSON.parse(gitlab(many(20), own)) as { fingerprint: string }[];
    expect(new Set(alike.map(({ fingerprint }) => fingerprint)).size).toBe(alike.length);
  });
});

describe('junit', () => {
  it.each([
    ['everything', reportOnEverything()],
    ['nothing', reportOf([])],
    ['odd names', odd],
  ])('fits the schema by which Jenkins reads it: %s', async (_, report) => {
    const { errors, valid } = await validateXML({
      xml: [{ fileName: 'junit.xml', contents: junit(report, own) }],
      schema: [readFileSync(resolve(import.meta.dirname, 'fixtures/junit-10.xsd'), 'utf8')],
    });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });
});

describe('markdown', () => {
  it('stays within what a comment may hold, and says what is left out', () => {
    const text = markdown(many(300), own);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/And \d+ findings more\.\n$/);
  });

  it('also where every finding is of another event', () => {
    const events = reportOn({
      code: Array.from({ length: 900 }, (_, i) => `nv('event', 'e_${i}', {});`).join('\n'),
    });
    const text = markdown(events, own);
    expect(text.length).toBeLessThan(65_536);
    const rows = text.match(/^\| 🔴/gmu)?.length ?? 0;
    expect(text).toContain(`And ${events.findings.length - rows} findings more.`);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

const registry = `registry: 1
events:
  order_placed:
    description: The customer has paid.
    owner: checkout
    since: 2026-01-01
    platforms: [web]
    tags: [revenue]
    attributes:
      total: { type: number, required: true, description: With tax., minimum: 0 }
      currency: { type: string, enum: [INR, USD] }
      email: { type: string, sensitivity: personal }
      coupon: { type: string, status: removed }
  order_seen: { description: The page of an order is shown., status: draft, attributes: {} }
  cart_filled: { description: Something is in the cart., owner: checkout, attributes: { items: 'object[]' } }
`;

const files = {
  'event-registry.yaml': registry,
  'src/pay.ts': `import { track } from './track';
track('order_placed', { total: '12', currency: 'EUR' });
track('order_payed', {});
`,
  'src/track.ts': `export function track(name: string, attributes: object) {
  nv('event', name, attributes);
}
`,
  'src/any.ts': `nv('event', location.hash, {});\n`,
  'payloads/day.ndjson': [
    { userID: 'u1', event_name: 'order_placed', attributes: { total: 12, currency: 'INR' } },
    { userID: 'u1', event_name: 'order_placed', attributes: { total: 14.5, gift: true } },
  ]
    .map((entry) => `${JSON.stringify({ ...entry, event_time: '2026-03-27 04:08:18' })}\n`)
    .join(''),
};

let shop: Repository;
let first: string;
beforeAll(() => {
  shop = new Repository();
  first = shop.commit(files);
});
afterAll(() => shop.remove());

/** The page that a run writes. */
function page(args = '', folder = shop): string {
  const { status, stdout, stderr } = folder.eventlint(`report --output out/page.html ${args}`);
  expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
  return readFileSync(join(folder.folder, 'out/page.html'), 'utf8');
}

/** The same without tags and with one space for many, as it is read. */
function read(text: string): string {
  return text
    .replaceAll('<wbr>', '')
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'");
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
});

describe('the page', () => {
  it('is the one that was read by eye', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const [, title = ''] = /<title>Event registry of (.*)<\/title>/.exec(page()) ?? [];
    const fixed = page().replaceAll(title, 'shop').replaceAll(today, 'today');
    await expect(fixed.replaceAll(first.slice(0, 12), 'commit')).toMatchFileSnapshot(
      'report/fixtures/governance.html',
    );
  });

  it('is valid HTML', async () => {
    const { results } = await validator.validateString(page(`--against ${first}`));
    expect(
      results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
    ).toEqual([]);
  });

  it('needs nothing from elsewhere, and holds no script', () => {
    const text = page();
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(text).not.toMatch(/<script|\bsrc=|<link|@import|url\(|\bon\w+=/i);
  });

  it('counts what check counts', () => {
    const { summary } = JSON.parse(shop.eventlint('check --format json').stdout) as {
      summary: Record<string, number>;
    };
    const { errors, warnings, callSites, events } = summary;
    const text = read(page());
    for (const said of [
      `${errors} errors`,
      `${warnings} warnings`,
      `${callSites} call sites`,
      `${events} payload entries`,
    ])
      expect(text).toContain(said);
  });

  it('is the same however often it is made', () => {
    expect(page()).toBe(page('--no-cache'));
  });

  it.each([
    ['who owns what', 'checkout 2 3 1 1 nobody 1 0 1 0'],
    [
      'what is declared and how it is sent',
      'total number required; 0 or more – string 2 of 2: number 2 – With tax.',
    ],
    ['what is only sent', 'gift not declared – – 1 of 2: boolean 1'],
    ['how close a value is to a person', 'email string – – – personal'],
    ['where it is sent, and through what', 'src/pay.ts:2:1 through track'],
    ['when it was sent', '2 payload entries, from 2026-03-27 04:08:18 to 2026-03-27 04:08:18.'],
    ['how full its limits are', 'of all types 3 of 255 1'],
    ['which calls say nothing of their events', 'src/any.ts:1:13 : location.hash'],
  ])('says %s', (_, said) => {
    expect(read(page())).toContain(said);
  });

  it('says nothing of findings that are known or suppressed', () => {
    const quiet = new Repository();
    quiet.commit({
      ...files,
      'src/pay.ts': `// eventlint-disable-next-line unknown-event -- it is gone next week\nnv('event', 'order_payed', {});\n`,
    });
    expect(read(page('', quiet))).not.toContain('is not declared in the registry');
    quiet.eventlint('check --update-baseline', { CI: '' });
    expect(read(page('', quiet))).toContain('Nothing was found.');
    quiet.remove();
  });
});

describe('what comes from elsewhere stays text', () => {
  it('whatever it holds', async () => {
    const hostile = '</style></title><script>alert(1)</script>"\'`\u202e&amp;';
    const dark = new Repository();
    dark.commit({
      'event-registry.yaml': `registry: 1\nevents:\n  ${JSON.stringify(hostile)}: { description: ${JSON.stringify(hostile)}, owner: ${JSON.stringify(hostile)}, attributes: { ${JSON.stringify(hostile)}: { type: string, enum: [${JSON.stringify(hostile)}] } } }\n`,
      'src/a.ts': `nv('event', ${JSON.stringify(hostile)}, { ${JSON.stringify(`${hostile}2`)}: 1 });\n`,
    });
    const text = page('', dark);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\u202e');
    expect(text.match(/<\/style>/g)).toHaveLength(1);
    expect(read(text)).toContain('&lt;/style&gt;&lt;/title&gt;&lt;script&gt;');
    const { valid } = await validator.validateString(text);
    expect(valid).toBe(true);
    dark.remove();
  });
});

describe('with --against', () => {
  it('tells what has changed, what breaks first', () => {
    const changed = new Repository();
    const before = changed.commit(files);
    changed.commit({
      'event-registry.yaml': registry
        .replace('total: { type: number', 'total: { type: string')
        .replace('The customer has paid.', 'Paid.'),
    });
    const text = read(page(`--against ${before}`, changed));
    expect(text).toContain('What has changed since');
    expect(text).toMatch(/breaks order_placed total : number → string/);
    expect(text.indexOf('number → string')).toBeLessThan(text.indexOf('description'));
    expect(read(page('', changed))).not.toContain('What has changed');
    changed.remove();
  });

  it('says that nothing has', () => {
    expect(read(page(`--against ${first}`))).toContain('Nothing has changed');
  });
});

describe('where it goes', () => {
  it.each([
    ['a folder that is there', 'src', 'src/index.html'],
    ['a folder that is not', 'site/', 'site/index.html'],
    ['a file', 'site/registry.htm', 'site/registry.htm'],
  ])('%s', (_, output, file) => {
    const { status, stderr } = shop.eventlint(`report --output ${output}`);
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`The report is in ${file}.`),
    });
    expect(existsSync(join(shop.folder, file))).toBe(true);
    // An earlier report is written over, also where it is one of the project's pages.
    expect(shop.eventlint(`report --output ${output}`).status).toBe(0);
    shop.git('clean', '--quiet', '--force', '-d');
  });

  it.each([
    ['no place', 'report', "required option '--output <dir or file>' not specified"],
    ['standard output', 'report --output -', '--output names no file.'],
    [
      'a file that is read',
      'report --output src/pay.ts',
      'The report would be written over src/pay.ts, which is read.',
    ],
    ['a state that is not there', 'report --output out/a.html --against nowhere', 'nowhere'],
    ['a registry that is not there', 'report --output out/a.html --registry none.yaml', 'none.yaml'],
  ])('not: %s', (_, command, said) => {
    const { status, stdout, stderr } = shop.eventlint(command);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(existsSync(join(shop.folder, 'out/a.html'))).toBe(false);
    expect(readFileSync(join(shop.folder, 'src/pay.ts'), 'utf8')).toBe(files['src/pay.ts']);
  });
});

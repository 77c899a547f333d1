import { describe, expect, it } from 'vitest';
import { placedSites, placeText, read, sites } from './sites.ts';

const stats = `@Injectable()\nexport class Stats { track(name: string, more = {}) { nv('event', name, more); } }`;
const klass = (body: string, given: string, kind = 'Directive') =>
  `import { Stats } from './stats';\n@${kind}({ ${given} })\nexport class Track {\n  constructor(private stats: Stats) {}\n  ${body}\n}`;
const sends = `@HostListener('click') go() { this.stats.track(this.appTrack, this.trackData); }`;
const inputs = `@Input() appTrack: string;\n  @Input() trackData?: object;\n  ${sends}`;
const ownMembers = `title = 'x';\n  kind = 'paid';\n  total = 1;\n  constructor(private stats: Stats) {}`;
const listens = `send(name: string, more = {}) { this.stats.track(name, more); }`;
const page = (more = '') =>
  `import { Stats } from './stats';\n@Component({ selector: 'app-page', templateUrl: './page.html' })\nexport class Page {\n  ${ownMembers}\n  ${more}\n}`;

/** A page of which a template has an element that stands for a class. */
const files = (html: string, directive: string, more?: string) => ({
  'stats.ts': stats,
  'track.ts': directive,
  'page.ts': page(more),
  'page.html': html,
});

const found = (html: string, directive = klass(inputs, `selector: '[appTrack]'`)) =>
  sites(files(html, directive));
/** Those of the template alone. */
const inTemplate = (html: string, directive: string, more: Readonly<Record<string, string>> = {}) =>
  placedSites({ ...files(html, directive), ...more })
    .filter((site) => site.startsWith('page.html'))
    .map((site) => site.replace(/^\S+ | via .*$/g, ''));

describe('a directive of Angular sends what elements give it', () => {
  it.each([
    ['a text', `<a appTrack="opened"></a>`, ['opened {}']],
    ['an expression', `<a [appTrack]="'opened'"></a>`, ['opened {}']],
    [
      'what the component has',
      `<a [appTrack]="kind" [trackData]="{ title, total: total }"></a>`,
      ['paid { title: string, total: number }'],
    ],
    ['one of two', `<a [appTrack]="open ? 'opened' : 'closed'"></a>`, ['opened|closed {}']],
    ['a text that is put together', `<a appTrack="open_{{ kind }}"></a>`, ['open_paid {}']],
    ['a long form', `<a bind-appTrack="'opened'"></a>`, ['opened {}']],
    ['what a loop goes through', `<a *ngFor="let each of ['a', 'b']" [appTrack]="each"></a>`, ['a|b {}']],
    ['something beside a handler', `<a (click)="open = true" appTrack="opened"></a>`, ['opened {}']],
    [
      'something at a component of a package',
      `<mat-card appTrack="opened" (opened)="open = $event"></mat-card>`,
      ['opened {}'],
    ],
    [
      'what is not known',
      `<a [appTrack]="unknown" [trackData]="{ x: items | first }"></a>`,
      ['? { x: unknown }'],
    ],
    ['a reference', `<b #kind></b><a [appTrack]="kind"></a>`, ['? {}']],
    ['a pipe', `<a [appTrack]="'opened' | translate"></a>`, ['? {}']],
    ['an entity that is not known', `<a appTrack="caf&eacute;"></a>`, ['? {}']],
  ])('%s', (_, html, expected) => {
    expect(found(html)).toEqual(expected);
  });

  it.each([
    ['an element that it does not mean', `<a [trackData]="{ a: 1 }"></a>`],
    ['an attribute of the element', `<a [attr.appTrack]="'opened'"></a>`],
    ['a comment', `<!-- <a appTrack="opened"></a> -->`],
    ['a structure', `<a *appTrack="'opened'"></a>`],
    ['an attribute of nearly that name', `<a appTracker="opened" data-appTrack="opened"></a>`],
  ])('but not %s', (_, html) => {
    expect(found(html)).toEqual(['? { … }']);
  });

  it.each([
    ['an alias', `@Input('appTrack') name: string;`, 'this.name'],
    ['an alias of options', `@Input({ alias: 'appTrack', required: true }) name: string;`, 'this.name'],
    ['a signal', `appTrack = input<string>();`, 'this.appTrack()'],
    ['a signal that must be given', `name = input.required<string>({ alias: 'appTrack' });`, 'this.name()'],
    ['a list', `name: string;`, 'this.name'],
  ])('by %s', (what, declared, value) => {
    const listed = what === 'a list' ? `, inputs: ['name: appTrack']` : '';
    const directive = klass(
      `${declared}\n  ngOnInit() { this.stats.track(${value}); }`,
      `selector: '[appTrack]'${listed}`,
    );
    expect(inTemplate(`<a appTrack="opened"></a>`, directive)).toEqual(['opened {}']);
  });

  it.each([
    ['by an input that it sets itself', `@Input() appTrack: string;\n  reset() { this.appTrack = 'none'; }`],
    ['by one that makes something else of it', `@Input({ transform: upper }) appTrack: string;`],
    ['by a field of that name', `appTrack: string;`],
  ])('but not %s', (_, declared) => {
    const directive = klass(`${declared}\n  ${sends}`, `selector: '[appTrack]'`);
    expect(inTemplate(`<a appTrack="opened"></a>`, directive)).toEqual([]);
  });

  it('and what it has where it is given nothing', () => {
    const directive = klass(
      `@Input() kind = 'opened';\n  go() { this.stats.track(this.kind); }`,
      `selector: '[appTrack]'`,
    );
    expect(inTemplate(`<a appTrack></a><a appTrack kind="closed"></a>`, directive)).toEqual([
      'opened {}',
      'closed {}',
    ]);
  });

  it('through a field that it is put into before', () => {
    const directive = klass(
      `event: Event;\n  @Input() trackData: Data;\n  go() {\n    if (this.trackData) {\n      this.event = { data: this.trackData };\n      this.event.more = 1;\n      this.stats.track(this.event.data.name);\n    }\n  }`,
      `selector: '[appTrack]'`,
    );
    expect(
      inTemplate(`<a appTrack [trackData]="{ name: 'opened' }"></a><a appTrack></a>`, directive),
    ).toEqual(['opened {}']);
  });
});

describe('an element stands for the class whose selector means it', () => {
  it.each([
    ['a tag', 'app-track', `<app-track appTrack="opened" />`, ['opened {}']],
    ['a tag and an attribute', 'a[appTrack]', `<a appTrack="a"></a><b appTrack="b"></b>`, ['a {}']],
    [
      'a value',
      '[appTrack][kind=big]',
      `<a appTrack="a" kind="big"></a><a appTrack="b" kind="c"></a>`,
      ['a {}'],
    ],
    ['a list', 'b[appTrack], app-track', `<b appTrack="a"></b><app-track appTrack="b" />`, ['a {}', 'b {}']],
    ['what it is not', '[appTrack]:not([off])', `<a appTrack="a"></a><a appTrack="b" off></a>`, ['a {}']],
    ['a class of CSS', '.track[appTrack]', `<a class="track" appTrack="a"></a>`, []],
  ])('by %s', (_, selector, html, expected) => {
    expect(inTemplate(html, klass(inputs, `selector: '${selector}'`))).toEqual(expected);
  });

  it('but not where two go by it', () => {
    const other = `@Directive({ selector: '[appTrack]' })\nexport class Other { @Input() appTrack: string; }`;
    const directive = klass(inputs, `selector: '[appTrack]'`);
    expect(inTemplate(`<a appTrack="opened"></a>`, directive, { 'other.ts': other })).toEqual([]);
  });

  it('where it is written, in a template of its own file, too', () => {
    const html = `<p>\n  <a [appTrack]="'opened'"></a>\n</p>`;
    const inline = {
      'stats.ts': stats,
      'track.ts': klass(inputs, `selector: '[appTrack]'`),
      'page.ts': `@Component({ template: \`${html}\` })\nexport class Page {}`,
    };
    const [use] = read(inline).uses;
    expect(use && placeText(use, { part: 'event' })).toBe(`page.ts:2:18 'opened'`);
    expect(placedSites(inline)).toEqual(['page.ts:2:6 opened {} via Track > track']);
  });
});

describe('a component of Angular', () => {
  const card = (template: string, body: string) =>
    klass(body, `selector: 'app-card', template: \`${template}\``, 'Component');

  it('sends in its template what it is given', () => {
    const own = card(
      `<b (click)="send(event)"></b>`,
      `@Input() event: string;\n  send(name: string) { this.stats.track(name); }`,
    );
    expect(inTemplate(`<app-card event="opened" />`, own)).toEqual(['opened {}']);
  });

  it.each([
    ['an output', `@Output() tracked = new EventEmitter<string>();`, 'tracked'],
    ['one under another name', `@Output('sent') tracked = new EventEmitter<string>();`, 'sent'],
    ['one that is a signal', `tracked = output<string>();`, 'tracked'],
  ])('tells those who have it by %s', (_, declared, name) => {
    const own = card(``, `${declared}\n  go() { this.tracked.emit({ event: 'opened', total: 1 }); }`);
    const html = `<app-card (${name})="send($event.event, { total: $event.total })" />`;
    expect(placedSites(files(html, own, listens))).toEqual([
      `track.ts:6:10 opened { total: number } via ${name} > send > track`,
    ]);
  });

  it('tells nothing by what is no output, or by that of another', () => {
    const own = card(``, `tracked = new EventEmitter<string>();\n  go() { this.tracked.emit('opened'); }`);
    const html = `<app-card (tracked)="send($event)" />`;
    expect(placedSites(files(html, own, listens)).map((site) => site.replace(/ via .*/, ''))).toEqual([
      'page.html:1:22 ? {}',
    ]);
  });
});

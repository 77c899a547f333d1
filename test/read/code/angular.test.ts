import { describe, expect, it } from 'vitest';
import { placedSites, placeText, read, sites } from './sites.ts';

const stats = `@Injectable()\nexport class Stats { track(name: string, more = {}) { nv('event', name, more); } }`;
const members = `constructor(public stats: Stats) {}\n  title = 'x';\n  NAME = 'named';\n  send(name: string, more = {}) { this.stats.track(name, more); }`;
const component = (given: string, body = members) =>
  `import { Stats } from './stats';\n@Component({ selector: 'app-a', ${given} })\nexport class A {\n  ${body}\n}`;

/** What a template sends that stands beside its component, and that the same sends where it is written in it. */
const found = (html: string, body = members) => {
  const all = { 'app/stats.ts': stats };
  const beside = {
    ...all,
    'app/a.component.ts': component(`templateUrl: './a.component.html'`, body),
    'app/a.component.html': html,
  };
  const inline = { ...all, 'app/a.component.ts': component(`template: \`${html}\``, body) };
  const [one, other] = [beside, inline].map((files) => sites(files).filter((site) => !site.startsWith('?')));
  expect(other).toEqual(one);
  return one;
};

describe('a template of Angular calls the members of its component', () => {
  it.each([
    ['a method', `<b (click)="send('sent', { n: 1 })"></b>`, ['sent { n: number }']],
    ['a method of a field', `<b (click)="stats.track('sent', { n: 1 })"></b>`, ['sent { n: number }']],
    ['a field by `this`', `<b (click)="this.stats.track('sent')"></b>`, ['sent {}']],
    ['a call that may not be made', `<b (click)="stats?.track('sent')"></b>`, ['sent {}']],
    [
      'several statements',
      `<b (click)="open = !open; send('a'); $event.stop(); send('b');"></b>`,
      ['a {}', 'b {}'],
    ],
    ['a long handler', `<b on-click="send('sent')"></b>`, ['sent {}']],
    ['an event with a key', `<b (keyup.enter)="send('sent')"></b>`, ['sent {}']],
    ['a condition', `<b (click)="open && send('sent')"></b>`, ['sent {}']],
    ['one of two names', `<b (click)="send(open ? 'opened' : 'closed')"></b>`, ['opened|closed {}']],
    ['a name of the component', `<b (click)="send(NAME)"></b>`, ['named {}']],
    [
      'values of the component',
      `<b (click)="send('sent', { title, t: title, e: $event.x })"></b>`,
      ['sent { title: string, t: string, e: unknown }'],
    ],
    ['a bound property', `<b [title]="send('sent')"></b>`, ['sent {}']],
    ['an expression in a text', `<b>{{ send('a') }}</b> and {{ send('b') }}`, ['a {}', 'b {}']],
    [
      'an expression in an attribute',
      `<b title="a {{ send('a') }} b {{ send('b') }}"></b>`,
      ['a {}', 'b {}'],
    ],
    [
      'a pipe',
      `<b (click)="send('sent', { a: title | lowercase, b: (n$ | async), c: 2 })"></b>`,
      ['sent { a: unknown, b: unknown, c: number }'],
    ],
    ['a pipe with arguments', `<b [title]="send('sent') | date: 'short' : title"></b>`, ['sent {}']],
    [
      'a closed element',
      `<app-b (click)="send('a')" /><img (load)="send('b')"><b (click)="send('c')"></b>`,
      ['a {}', 'b {}', 'c {}'],
    ],
    ['a comment beside it', `<!-- <b (click)="send('a')"></b> --><b (click)="send('b')"></b>`, ['b {}']],
  ])('%s', (_, html, expected) => {
    expect(found(html)).toEqual(expected);
  });

  it.each([
    ['an `*ngIf`', `<p *ngIf="open"><b (click)="send('sent')"></b></p>`, ['sent {}']],
    [
      'an `*ngIf` that names its value',
      `<p *ngIf="user$ | async as user; else none"><b (click)="send('sent', { id: user.id })"></b></p><ng-template #none></ng-template>`,
      ['sent { id: unknown }'],
    ],
    [
      'an `*ngFor`',
      `<b *ngFor="let item of items; let i = index; trackBy: byId" (click)="send('sent', { i, id: item.id })"></b>`,
      ['sent { i: unknown, id: unknown }'],
    ],
    [
      'an `*ngFor` of known names',
      `<b *ngFor="let name of ['a', 'b']" (click)="send(name)"></b>`,
      ['a|b {}'],
    ],
    [
      'another directive',
      `<p *appSlot="let row; when: open"><b (click)="send('sent', { row })"></b></p>`,
      ['sent { row: unknown }'],
    ],
    [
      'an `@if`',
      `@if (open(); as it) { <b (click)="send('a', { it })"></b> } @else if (shut) { <b (click)="send('b')"></b> } @else { <b (click)="send('c')"></b> }`,
      ['a { it: unknown }', 'b {}', 'c {}'],
    ],
    [
      'an `@for`',
      `@for (item of items; track item.id; let i = $index) { <b (click)="send('a', { i, n: $index })"></b> } @empty { <b (click)="send('b')"></b> }`,
      ['a { i: unknown, n: unknown }', 'b {}'],
    ],
    [
      'a `@switch`',
      `@switch (kind) { @case ('x') { <b (click)="send('a')"></b> } @default { <b (click)="send('b')"></b> } }`,
      ['a {}', 'b {}'],
    ],
    [
      'a `@defer`',
      `@defer (on viewport) { <b (click)="send('a')"></b> } @placeholder { <b (click)="send('b')"></b> }`,
      ['a {}', 'b {}'],
    ],
    ['a `@let`', `@let name = 'sent';<b (click)="send(name)"></b>`, ['sent {}']],
    [
      'a text with brackets',
      `{n, plural, =0 {none} other {many}} a@b.c <b (click)="send('sent')"></b> @if (open) { {n, plural, =0 {none}} <b (click)="send('b')"></b> }`,
      ['sent {}', 'b {}'],
    ],
    [
      'an element that is not closed',
      `<p><b (click)="send('a')"><br></p>@if (open) { <p> } <b (click)="send('b')"></b>`,
      ['a {}', 'b {}'],
    ],
  ])('in %s', (_, html, expected) => {
    expect(found(html)).toEqual(expected);
  });

  it.each([
    [
      'a loop',
      `@for (send of sends; track send) { <b (click)="send('a')"></b> }<b (click)="send('b')"></b>`,
      ['b {}'],
    ],
    [
      'a directive',
      `<p *ngFor="let send of sends"><b (click)="send('a')"></b></p><b (click)="send('b')"></b>`,
      ['b {}'],
    ],
    [
      'a slot',
      `<ng-template let-send><b (click)="send('a')"></b></ng-template><b (click)="send('b')"></b>`,
      ['b {}'],
    ],
    ['a reference', `<app-b #stats></app-b><b (click)="stats.track('a')"></b>`, []],
    ['a condition', `@if (x; as send) { <b (click)="send('a')"></b> }`, []],
    ['the same name as a member of something else', `<b (click)="other.send('a')"></b>`, []],
    ['a text', `send('a') <b title="send('a')"></b>`, []],
    ['a handler of HTML', `<b onclick="nv('event', 'a', {})"></b>`, []],
  ])('but not what is %s', (_, html, expected) => {
    expect(found(html)).toEqual(expected);
  });

  it('in the places where they are written', () => {
    const html = `<p>\n  <b (click)="open(); send('sent', { n: 1 })"></b>\n</p>`;
    const files = {
      'app/stats.ts': stats,
      'app/a.component.ts': component(`templateUrl: './a.component.html'`),
      'app/a.component.html': html,
    };
    expect(placedSites(files)).toEqual(['app/a.component.html:2:23 sent { n: number } via send > track']);
    const [use] = read(files).uses;
    expect(use && placeText(use, { part: 'event' })).toBe(`app/a.component.html:2:28 'sent'`);
    const inline = { 'app/stats.ts': stats, 'app/a.component.ts': component(`template: \`${html}\``) };
    expect(placedSites(inline)).toEqual(['app/a.component.ts:3:23 sent { n: number } via send > track']);
  });

  it('in a template beside it that goes by another name', () => {
    const files = {
      'app/stats.ts': stats,
      'app/b.ts': component(`templateUrl: 'a.html'`),
      'app/a.html': `<b (click)="send('sent')"></b>`,
    };
    expect(placedSites(files)).toEqual(['app/a.html:1:13 sent {} via send > track']);
  });

  it('but a page that is nobody’s template is a page', () => {
    const page = `<b (click)="send('a')" onclick="nv('event', 'b', {})"></b>`;
    const files = {
      'app/stats.ts': stats,
      'app/b.ts': component(`templateUrl: './b.html'`),
      'app/a.html': page,
    };
    expect(sites(files).filter((site) => !site.startsWith('?'))).toEqual(['b {}']);
  });
});

describe('what a class of Angular is given is found', () => {
  const use = (body: string, base = '') =>
    sites({
      'app/stats.ts': stats,
      'app/base.ts': base,
      'app/a.ts': `import { Stats } from './stats';\nimport { Base } from './base';\n${body}`,
    }).filter((site) => !site.startsWith('?'));
  const base = (body: string) => `import { Stats } from './stats';\nexport class Base { ${body} }`;
  const go = `go() { this.stats.track('sent'); }`;
  it.each([
    ['by its constructor', `class A { constructor(private readonly stats: Stats) {} ${go} }`, ''],
    ['by a field', `class A { private stats = inject(Stats); ${go} }`, ''],
    ['by a private field', `class A { #stats = inject(Stats); go() { this.#stats.track('sent'); } }`, ''],
    ['by an injector', `class A { stats = this.injector.get(Stats); ${go} }`, ''],
    ['where it is used', `const guard = () => { const stats = inject(Stats); stats.track('sent'); };`, ''],
    [
      'by the constructor of its base',
      `class A extends Base { ${go} }`,
      base('constructor(protected stats: Stats) {}'),
    ],
    ['by a field of its base', `class A extends Base { ${go} }`, base('protected stats = inject(Stats);')],
  ])('%s', (_, body, more) => {
    expect(use(body, more)).toEqual(['sent {}']);
  });

  it.each([
    ['another class', `class Other {}\nclass A { stats = inject(Other); ${go} }`],
    ['a class of a map', `const map = new Map();\nclass A { stats = map.get(name); ${go} }`],
    ['what its base calls otherwise', `class A extends Base { ${go} }`],
  ])('but not %s', (_, body) => {
    expect(use(body, base('constructor(protected other: Stats) {}'))).toEqual([]);
  });

  it('as a field that others set is known by its type alone', () => {
    expect(
      sites(
        `class A { @Input() name = 'preset'; @Input() n = 1; go() { nv('event', this.name, { n: this.n }); } }`,
      ),
    ).toEqual(['? { n: number }']);
  });
});

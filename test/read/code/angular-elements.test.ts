import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const stats = `@Injectable()\nexport class Stats { track(name: string, more = {}) { nv('event', name, more); } }`;
const klass = (body: string, selector = '[appTrack]', more = '') =>
  `import { Stats } from './stats';\n@Directive({ selector: '${selector}'${more} })\nexport class Track {\n  constructor(private stats: Stats) {}\n  ${body}\n}`;
const page = `@Component({ selector: 'app-page', templateUrl: './page.html' })\nexport class Page { title = 'x'; kind = 'paid'; total = 1; }`;
const inputs = `@Input() appTrack: string;\n  @Input() trackData?: object;\n  @HostListener('click') go() { this.stats.track(this.appTrack, this.trackData); }`;

/** What a page's template sends with a directive. */
const found = (html: string, directive: string, more: Readonly<Record<string, string>> = {}) =>
  sites({ 'stats.ts': stats, 'track.ts': directive, 'page.ts': page, 'page.html': html, ...more });

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
    ['in a loop', `<a *ngFor="let each of ['a', 'b']" [appTrack]="each"></a>`, ['a|b {}']],
    ['beside a handler', `<a (click)="open = true" appTrack="opened"></a>`, ['opened {}']],
    ['at a component', `<mat-card appTrack="opened" (opened)="open = $event"></mat-card>`, ['opened {}']],
    [
      'what is not known',
      `<a [appTrack]="unknown" [trackData]="{ x: items | first }"></a>`,
      ['? { x: unknown }'],
    ],
    ['a reference', `<b #kind></b><a [appTrack]="kind"></a>`, ['? {}']],
    ['a pipe', `<a [appTrack]="'opened' | translate"></a>`, ['? {}']],
    ['nothing of it', `<a [trackData]="{ a: 1 }"></a>`, ['? { … }']],
    ['an attribute of an element', `<a [attr.appTrack]="'opened'"></a>`, ['? { … }']],
    ['a comment', `<!-- <a appTrack="opened"></a> -->`, ['? { … }']],
    ['a structure', `<a *appTrack="'opened'"></a>`, ['? { … }']],
  ])('%s', (_, html, expected) => {
    expect(found(html, klass(inputs))).toEqual(expected);
  });
});

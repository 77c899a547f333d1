import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const report = `function report(event) { nv('event', event.name, event.more); }\n`;
const base = `class Base { constructor(readonly name: string, readonly more: object = {}) {} }\n`;
const found = (code: string) => sites(`${report}${code}`);

describe('an event that is an instance of a class', () => {
  it.each([
    [
      'by its fields',
      `class Paid { readonly name = 'paid'; readonly more = { n: 1 }; }\nreport(new Paid());`,
    ],
    [
      'by what its constructor sets',
      `class Paid { constructor(n: number) { this.name = 'paid'; this.more = { n }; } }\nreport(new Paid(1));`,
    ],
    ['by what its constructor is given', `${base}report(new Base('paid', { n: 1 }));`],
    [
      'by what is given to its base',
      `${base}class Paid extends Base { constructor(n: number) { super('paid', { n }); } }\nreport(new Paid(1));`,
    ],
    [
      'by the constructor that it inherits',
      `${base}class Paid extends Base {}\nreport(new Paid('paid', { n: 1 }));`,
    ],
    [
      'by a field and its base',
      `class Base { constructor(readonly more: object) {} }\nclass Paid extends Base { name = 'paid'; }\nreport(new Paid({ n: 1 }));`,
    ],
    [
      'by a field over that of its base',
      `class Base { name = 'other'; more = { n: 1 }; }\nclass Paid extends Base { name = 'paid'; }\nreport(new Paid());`,
    ],
    ['kept in a constant', `${base}const event = new Base('paid', { n: 1 });\nreport(event);`],
    [
      'that a function makes',
      `${base}const make = (n: number) => new Base('paid', { n });\nreport(make(1));`,
    ],
    [
      'that an object holds',
      `${base}const events = { paid: new Base('paid', { n: 1 }) };\nreport(events.paid);`,
    ],
    [
      'also where another class sets such a property',
      `class Other { go() { this.name = 'x'; } }\nclass Paid { name = 'paid'; more = { n: 1 }; }\nreport(new Paid());`,
    ],
  ])('%s', (_, code) => {
    expect(found(code)).toEqual(['paid { n: number }']);
  });

  it('with the defaults of its constructor', () => {
    expect(found(`${base}report(new Base('paid'));`)).toEqual(['paid {}']);
  });

  it('each place by what it gives', () => {
    expect(found(`${base}report(new Base('one'));\nreport(new Base('two', { n: 1 }));`)).toEqual([
      'one {}',
      'two { n: number }',
    ]);
  });

  it.each([
    [
      'a method sets again',
      `class Paid { name = 'paid'; more = {}; rename() { this.name = ask(); } }\nconst paid = new Paid();\npaid.rename();\nreport(paid);`,
    ],
    [
      'the constructor sets in a condition',
      `class Paid { constructor() { if (ask()) this.name = 'paid'; this.more = {}; } }\nreport(new Paid());`,
    ],
    [
      'a base declares that is not known',
      `import { Base } from 'lacking';\nclass Paid extends Base { more = {}; }\nreport(new Paid('paid'));`,
    ],
    ['a static field has', `class Paid { static name = 'paid'; more = {}; }\nreport(new Paid());`],
    [
      'a variable that is set again may have',
      `${base}let event = new Base('paid');\nevent = next();\nreport(event);`,
    ],
  ])('has no name that %s', (_, code) => {
    expect(found(code)).toEqual([expect.stringMatching(/^\? /)]);
  });
});

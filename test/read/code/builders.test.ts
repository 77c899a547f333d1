import { describe, expect, it } from 'vitest';
import { placedSites, sites } from './sites.ts';

/** What sends an event that a builder has put together. */
const send = "const send = (event) => nv('event', event.name, event.more);\n";

const byFields = `class Builder {
  constructor(name) { this.name = name; this.more = {}; }
  with(key, value) { this.more[key] = value; return this; }
  all(more) { Object.assign(this.more, more); return this; }
  some(key, value) { if (value !== undefined) this.more[key] = value; return this; }
  build() { return { name: this.name, more: this.more }; }
}
const builder = (name) => new Builder(name);
`;

const byEvent = `class Paid {
  #name; #more = {};
  constructor(name) { this.#name = name; }
  get name() { return this.#name; }
  get more() { return this.#more; }
  set more(more) { this.#more = more; }
}
const isPaid = (event): event is Paid => event.sent !== undefined;
class Builder {
  #event: Paid;
  constructor(event) {
    if (isPaid(event)) { this.#event = event; return; }
    this.#event = new Paid(event.name);
  }
  all(more) { this.#event.more = { ...this.#event.more, ...more }; return this; }
  with(key, value) { return this.all({ [key]: value }); }
  some(key, value) { if (value !== undefined) return this.with(key, value); return this; }
  build() { return this.#event; }
}
const builder = (name) => new Builder({ name });
`;

const byVariables = `const builder = (name) => {
  const event: any = { name, more: {} };
  const self = {
    all: (more) => { event.more = { ...event.more, ...more }; return self; },
    with(key, value) { event.more[key] = value; return this; },
    some: (key, value) => { if (value !== undefined) event.more[key] = value; return self; },
    build: () => event,
  };
  return self;
};
`;

const byCopies = `class Builder {
  constructor(readonly name, readonly more = {}) {}
  all(more) { return new Builder(this.name, { ...this.more, ...more }); }
  with(key, value) { return this.all({ [key]: value }); }
  some(key, value) { return value === undefined ? this : this.with(key, value); }
  build() { return this; }
}
const builder = (name) => new Builder(name);
`;

const byMaking = `const around = (event) => ({
  all: (more) => { event.more = { ...event.more, ...more }; return around(event); },
  with: (key, value) => { event.more = { ...event.more, [key]: value }; return around(event); },
  some: (key, value) => { if (value !== undefined) event.more[key] = value; return around(event); },
  build: () => event,
});
const builder = (name) => around({ name, more: {} });
`;

describe.each([
  ['fields', byFields],
  ['an event of its own', byEvent],
  ['variables that its functions share', byVariables],
  ['copies of itself', byCopies],
  ['an object that it is made around, again and again', byMaking],
])('a builder that puts an event together in %s', (_, code) => {
  const found = (use: string) => sites(`${send}${code}${use}`);

  it.each([
    ['nothing', `send(builder('paid').build());`, 'paid {}'],
    ['a call', `send(builder('paid').all({ total: 1 }).build());`, 'paid { total: number }'],
    [
      'several calls',
      `send(builder('paid').all({ total: 1 }).with('page', '').with('total', '').build());`,
      'paid { total: string, page: string }',
    ],
    [
      'what is only added where it is there',
      `send(builder('paid').some('page').some('total', 1).build());`,
      'paid { total: number }',
    ],
    [
      'a call in a condition',
      `let made = builder('paid').all({ total: 1 });\nif (ask()) made = made.with('page', '');\nsend(made.build());`,
      'paid { total: number, page?: string }',
    ],
    [
      'a function',
      `const of = (made) => made.with('total', 1);\nsend(of(builder('paid')).build());`,
      'paid { total: number }',
    ],
    ['a name that is not known', `send(builder('paid').with(ask(), 1).build());`, 'paid { … }'],
  ])('by %s', (_by, use, expected) => {
    expect(found(use)).toEqual([expected]);
  });
});

describe('a builder that is kept under a name', () => {
  it('is what is done to it before it is used', () => {
    expect(
      sites(
        `${send}${byFields}function go() { const made = builder('paid'); made.with('total', 1); if (ask()) made.with('page', ''); send(made.build()); made.with('late', 1); }`,
      ),
    ).toEqual(['paid { total: number, page?: string }']);
  });

  it.each([
    ['handed to others', `tidy(made);`],
    ['done more to in a loop', `for (const key of keys) made.with(key, 1);`],
    ['known by another name', `const other = made; other.with('page', 1);`],
    ['known by another name behind a call', `const other = made.with('page', 1); other.with('late', 1);`],
    ['known by another name in a condition', `const other = ask() ? made : fresh; other.with('page', 1);`],
    ['kept in an object', `tidy({ made });`],
    ['asked for a method by a key', `made[ask()]('page', 1);`],
  ])('may have more where it is %s', (_, use) => {
    const [site] = sites(
      `${send}${byFields}function go() { const made = builder('paid').with('total', 1); ${use} send(made.build()); }`,
    );
    expect(site).toMatch(/…/);
  });
});

describe('a builder that sends', () => {
  const sender = `class Sender {
  fields = {};
  constructor(private name: string) {}
  with(key: string, value: unknown) { this.fields[key] = value; return this; }
  send() { nv('event', this.name, this.fields); }
}
`;

  it('is a call site where it is told to', () => {
    expect(
      placedSites(
        `${sender}new Sender('paid').with('total', 1).send();\nexport const go = () => new Sender('seen').send();`,
      ),
    ).toEqual(['a.tsx:7:1 paid { total: number } via send', 'a.tsx:8:25 seen {} via send']);
  });

  it('may do so by another method', () => {
    expect(
      placedSites(
        `class Sender {
  more = {};
  constructor(private name: string) {}
  with(key: string, value: unknown) { this.more[key] = value; return this; }
  send() { if (ask()) this.emit(this.name, this.more); }
  private emit(name, more) { nv('event', name, more); }
}
new Sender('paid').with('total', 1).send();`,
      ),
    ).toEqual(['a.tsx:8:1 paid { total: number } via send > emit']);
  });

  it('may be one of a class that says its name', () => {
    expect(
      sites(`abstract class Event {
  abstract name: string;
  more = {};
  with(key: string, value: unknown) { this.more[key] = value; return this; }
  send() { nv('event', this.name, this.more); }
}
class Paid extends Event { name = 'paid'; of(id: number) { return this.with('id', id); } }
new Paid().of(1).send();`),
    ).toEqual(['paid { id: number }']);
  });

  it('may be one of functions that share variables', () => {
    expect(
      sites(`const event = (name) => {
  let more = {};
  return { with(key, value) { more = { ...more, [key]: value }; return this; }, send() { nv('event', name, more); } };
};
event('paid').with('total', 1).with('page', '').send();`),
    ).toEqual(['paid { total: number, page: string }']);
  });

  it.each([
    ['comes from elsewhere', `export const go = (sender: Sender) => sender.send();`],
    [
      'is kept by others',
      `const kept = new Sender(ask());\nexport const go = () => kept.with('a', 1).send();`,
    ],
  ])('is one site without a name where it %s', (_, use) => {
    expect(placedSites(`${sender}${use}`)).toEqual(['a.tsx:5:12 ? { … }']);
  });

  it('has no attributes for certain that something else may set', () => {
    expect(
      sites(`const event = (name) => {
  let more = {};
  load().then((all) => { more = all; });
  return { with(key, value) { more[key] = value; return this; }, send() { nv('event', name, more); } };
};
event('paid').with('total', 1).send();`),
    ).toEqual([expect.stringMatching(/…/)]);
  });
});

import { describe, expect, it } from 'vitest';
import { placedSites, sites } from './sites.ts';

/** What `track(event)` sends for two kinds of events, as its body says. */
const sent = (body: string) =>
  sites(`type Event = { kind: 'paid' | 'left' | 'seen'; name: string };
function track(event: Event) { ${body} }
track({ kind: 'paid', name: 'a' });
track({ kind: 'left', name: 'b' });`);

const send = `nv('event', event.name, {});`;

describe('a clause of a `switch` is reached by callers that give a value for it', () => {
  it.each([
    ['the clause of the value', `switch (event.kind) { case 'paid': ${send} }`, ['a {}']],
    [
      'one that others fall through to',
      `switch (event.kind) { case 'left': other(); case 'paid': ${send} }`,
      ['a {}', 'b {}'],
    ],
    ['none behind a `break`', `switch (event.kind) { case 'left': break; case 'paid': ${send} }`, ['a {}']],
    [
      'the default, without a clause',
      `switch (event.kind) { case 'left': return; default: ${send} }`,
      ['a {}'],
    ],
    [
      'the default, where a clause falls through to it',
      `switch (event.kind) { case 'paid': other(); default: ${send} }`,
      ['a {}', 'b {}'],
    ],
    ['what is called in a clause', `switch (event.kind) { case 'paid': { if (on) { ${send} } } }`, ['a {}']],
  ])('%s', (_, body, expected) => expect(sent(body)).toEqual(expected));
});

describe('a clause may be reached where that cannot be told', () => {
  it.each([
    ['of values that are not known', `switch (event.kind) { case load(): ${send} }`],
    ['of a default beside such', `switch (event.kind) { case load(): return; default: ${send} }`],
    ['of something else', `switch (other) { case 'seen': ${send} }`],
    ['of conditions', `switch (true) { case isSeen(event): ${send} }`],
  ])('%s', (_, body) => expect(sent(body)).toEqual(['a {}', 'b {}']));
});

it('a wrapper is followed into the one clause that a caller reaches', () => {
  const code = `const paid = (event) => nv('event', event.name, { by: 'paid' });
const left = (event) => nv('event', event.name, { by: 'left' });
function handle(event) { switch (event.kind) { case 'paid': return paid(event); case 'left': return left(event); } }
handle({ kind: 'left', name: 'gone' });`;
  expect(placedSites(code)).toEqual(['a.tsx:4:1 gone { by: string } via handle > left']);
});

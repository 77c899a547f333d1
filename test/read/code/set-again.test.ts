import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What a call of a wrapper sends whose body is given. */
const sent = (body: string) =>
  sites(`function track(name, more) { ${body} }\ntrack('given');`, { calls: [] }).filter(
    (site) => !site.startsWith('fixed'),
  );

describe('a wrapper that sets its parameter again', () => {
  it.each([
    ['in a condition', `if (more) name = 'other'; nv('event', name);`, 'other|given'],
    ['in one of two', `if (more) name = 'one'; else name = 'two'; nv('event', name);`, 'one|two|given'],
    ['in a loop', `for (const each of more) name = 'other'; nv('event', name);`, 'other|given'],
    ['to something unknown', `if (more) name = rename(); nv('event', name);`, 'given|?'],
    [
      'to what something unknown makes of it',
      `if (more) { const made = rename(name); name = made.name; } nv('event', name);`,
      'given|?',
    ],
    ['in a callback', `more.then(() => { name = 'other'; }); nv('event', name);`, 'other|given'],
    ['behind the place', `nv('event', name); name = 'other';`, 'other|given'],
    ['always', `name = 'other'; nv('event', name);`, 'other'],
    [
      'always, and again',
      `name = 'one'; if (more) name = 'two'; name = 'three'; nv('event', name);`,
      'three',
    ],
    [
      'always, and then in a condition',
      `name = 'one'; if (more) name = 'two'; nv('event', name);`,
      'one|two',
    ],
    ['always, for a callback', `name = 'other'; more.then(() => nv('event', name));`, 'other'],
  ])('%s', (_, body, names) => {
    expect(sent(body).map((site) => sorted(site.split(' ')[0] as string))).toEqual([sorted(names)]);
  });

  it.each([
    ['a method of itself', `name = name.trim(); nv('event', name);`],
    ['a text around itself', `if (more) name = 'shop_' + name; nv('event', name);`],
    ['itself and more', `name += '_sent'; nv('event', name);`],
  ])('to something that is made of itself has no name: %s', (_, body) => {
    expect(sent(body).map((site) => site.split(' ')[0])).toEqual(['?']);
  });
});

it('a caller decides who gives the name itself, not who gives something that takes part in it', () => {
  const code = `function track(name, more) { if (more) { const made = change(name, more); name = made.name; } nv('event', name); }
const send = (name) => later((more) => { track(name, more); });
send('given');`;
  expect(sites(code)).toEqual([expect.stringMatching(/^given\|\? /)]);
});

function sorted(names: string): string {
  return names.split('|').sort().join('|');
}

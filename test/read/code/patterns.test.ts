import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const sent = (made: string) =>
  sites(`const track = (name: string) => nv('event', ${made}, {});\ntrack('Order Paid');`);

describe('a name that is made of another by a pattern', () => {
  it.each([
    ['a text in the place of each match', String.raw`name.replace(/\s+/g, '_').toLowerCase()`, 'order_paid'],
    ['a text in the place of the first match', `name.replace(/[aeiou]/i, '-')`, '-rder Paid'],
    ['parts of the match', `name.replace(/(\\w+) (\\w+)/, '$2 $1')`, 'Paid Order'],
    [
      'what a function makes of each match',
      'name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)',
      '_order _paid',
    ],
    [
      'the same by a function with a body',
      `name.replace(/ /g, function (space) { return space + space; })`,
      'Order  Paid',
    ],
    ['all of them', `name.replaceAll(/ /g, '.')`, 'Order.Paid'],
    ['nothing that is found', `name.replace(/x/g, 'y')`, 'Order Paid'],
  ])('is known with %s', (_, made, name) => {
    expect(sent(made)).toEqual([`${name} {}`]);
  });

  it('is known of each of several', () => {
    expect(sites(`nv('event', (on ? 'a b' : 'c d').replace(/ /g, '_'), {});`)).toEqual(['a_b|c_d {}']);
  });

  it.each([
    ['a pattern that takes its time', String.raw`name.replace(/(\w+)+x/g, '')`],
    ['a pattern that refers back', String.raw`name.replace(/(.)\1/g, '')`],
    ['a pattern that looks ahead', `name.replace(/(?=P)/g, '_')`],
    ['a pattern with many repetitions', `name.replace(/a*b*c*/g, '_')`],
    ['a pattern by a name', `name.replace(spaces, '_')`],
    ['all of a pattern that finds one', `name.replaceAll(/ /, '_')`],
    ['a text that is not known', `name.replace(/ /g, put)`],
    ['what a function does not make of the match alone', `name.replace(/ /g, (space) => space + at)`],
    ['a function of more', `name.replace(/(O)/g, (all, first) => first)`],
    ['a text of another', `other.replace(/ /g, '_')`],
    ['a text that is too long', `(name + '${'x'.repeat(300)}').replace(/ /g, '_')`],
  ])('is not known with %s', (_, made) => {
    expect(sent(made)).toEqual(['? {}']);
  });
});

import { isLive, subjectOf } from '../src/model/change.ts';
import { isRemembered } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { counted } from '../src/model/name.ts';
import { shorten } from '../src/model/text.ts';

const registry = (reserved: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    reserved: ${reserved}
`;

export default defineChangeRule({
  id: 'change-reserved-dropped',
  on: 'change',
  of: ['event-reserved'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary: 'A name that must never come back stays reserved.',
  why: 'A reserved name was sent once, and its type is set for good. When nothing says so any more, somebody gives it another meaning, and what is sent under it is dropped.',
  good: [
    { before: registry('[total]'), registry: registry('[total, sum]') },
    {
      before: registry('[total]'),
      registry: registry('[]'),
      lock: '# eventlint lock 1\norder_placed.total: number since 2026-01-10 from registry removed\n',
    },
  ],
  bad: [
    {
      before: registry('[total]'),
      registry: registry('[]').replace('reserved: []', 'attributes: { total: string }'),
      finds: ['order_placed'],
    },
    { before: registry('[total, sum]'), registry: registry('[sum]'), finds: ['reserved'] },
  ],
  check(change, context) {
    const { before = [], after = [] } = change;
    const isBack = (name: string) => isLive(change.eventAfter?.attributes.get(name));
    const dropped = before.filter(
      (name) => !after.includes(name) && (isBack(name) || !isRemembered(change, name, context)),
    );
    if (dropped.length === 0) return undefined;
    const names = dropped.map((name) => `\`${shorten(name)}\``).join(', ');
    return {
      message: `Event ${subjectOf(change)} no longer reserves ${counted(dropped.length, 'name')}: ${names}.`,
      help: 'Put them back, and choose other names for what is added: only the lock may take their place, with their types.',
    };
  },
});

import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (platforms: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    platforms: ${platforms}
`;

export default defineChangeRule({
  id: 'change-platform-added',
  on: 'change',
  of: ['event-platforms'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'note',
  summary: 'A platform that begins to send an event is told.',
  why: 'Counts rise and shares shift on the day of its release, and whoever reads them should know why.',
  good: [{ before: registry('[website, ios app]'), registry: registry('[ios app, website]') }],
  bad: [{ before: registry('[website]'), registry: registry('[website, ios app]'), finds: ['platforms'] }],
  check(change) {
    const { before = [], after = [] } = change;
    const added = after.filter((platform) => !before.includes(platform));
    if (added.length > 0)
      return { message: `Event ${subjectOf(change)} is sent from ${added.join(', ')} too.` };
    return { message: `Event ${subjectOf(change)} no longer says which platforms send it.` };
  },
});

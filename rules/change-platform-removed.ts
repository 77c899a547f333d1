import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (platforms: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    platforms: ${platforms}
`;

export default defineChangeRule({
  id: 'change-platform-removed',
  on: 'change',
  of: ['event-platforms'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'warning',
  summary: 'A platform that sends an event stays among its platforms.',
  why: 'Releases on that platform go on sending the event. Whoever reads the registry takes what they send for a fault, or does not expect it at all.',
  good: [{ before: registry('[website]'), registry: registry('[website, ios app]') }],
  bad: [{ before: registry('[website, ios app]'), registry: registry('[website]'), finds: ['platforms'] }],
  check(change) {
    const { before = [], after = [] } = change;
    const gone = before.filter((platform) => !after.includes(platform));
    // Without any, nothing is said of platforms.
    if (gone.length === 0 || after.length === 0) return undefined;
    return {
      message: `Event ${subjectOf(change)} is no longer sent from ${gone.join(', ')}.`,
      help: 'Remove a platform when no release on it sends the event any more.',
    };
  },
});

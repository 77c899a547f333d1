import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (creates: boolean) => `registry: 1
events:
  signed_up:
    owner: growth
    creates_user: ${creates}
`;

export default defineChangeRule({
  id: 'change-creates-user',
  on: 'change',
  of: ['event-creates-user'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'error',
  summary:
    'The interface through which an event has to be sent stays the same: `creates_user` does not change.',
  why: 'An event that creates its user has to go through another interface. Released apps send it as they did, so that the event can be older than its user, and journeys on it do not start.',
  good: [{ before: registry(true), registry: registry(true) }],
  bad: [
    { before: registry(false), registry: registry(true), finds: ['true'] },
    { before: registry(true), registry: registry(false), finds: ['false'] },
  ],
  check(change) {
    const { after } = change;
    if (!after)
      return {
        message: `Event ${subjectOf(change)} no longer creates its user.`,
        help: 'Make sure that its users are created elsewhere before it is sent.',
        severity: 'warning',
      };
    return {
      message: `Event ${subjectOf(change)} creates its user now; what is released already sends it through an API that only logs events.`,
      help: 'Declare a new event for it, or wait until every release sends it through the API that creates users.',
    };
  },
});

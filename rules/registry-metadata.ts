import type { EventDeclaration } from '../src/model/registry.ts';
import { defineRule } from '../src/model/rule.ts';
import { shorten } from '../src/model/text.ts';

export default defineRule({
  id: 'registry-metadata',
  on: 'registry',
  applies: ['registry'],
  severity: 'warning',
  summary: 'An event has a description and an owner.',
  why: 'Names are hard to change once data flows. Whoever finds an event years later needs to know what it stands for and whom to ask before using, changing or removing it.',
  good: [
    {
      registry: `registry: 1
events:
  order_placed:
    description: A checkout was paid for.
    owner: checkout
`,
    },
    {
      registry: `registry: 1
defaults: { owner: checkout }
events:
  order_placed:
    description: A checkout was paid for.
`,
    },
  ],
  bad: [
    {
      registry: `registry: 1
events:
  order_placed:
    attributes:
      quantity: number
`,
      finds: ['order_placed'],
    },
    {
      registry: `registry: 1
events:
  order_placed:
    description: A checkout was paid for.
`,
      finds: ['order_placed'],
    },
  ],
  *check({ events }) {
    for (const event of events.values()) {
      if (event.status === 'removed') continue;
      const missing = missingFrom(event);
      if (missing.length === 0) continue;
      yield {
        place: event.at,
        event: event.name,
        message: `Event \`${shorten(event.name)}\` has no ${missing.join(' and no ')}.`,
        help: missing.map((key) => help[key]).join(' '),
      };
    }
  },
});

const help = {
  description: 'Describe when it is sent, in a sentence.',
  owner: 'Name the team or person who answers for it, or set one for all under `defaults`.',
};

function missingFrom(event: EventDeclaration): (keyof typeof help)[] {
  return (['description', 'owner'] as const).filter((key) => !event[key]?.trim());
}

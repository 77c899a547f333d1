import { defineRunRule } from '../src/model/rule.ts';

interface Sent {
  readonly names: Set<string>;
  /** A call may send an event that is not known here. */
  dynamic: boolean;
}

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
`;

export default defineRunRule<never, Sent>({
  id: 'unused-event',
  on: 'run',
  applies: ['code', 'registry'],
  severity: 'note',
  summary: 'An active event is sent somewhere in the code.',
  why: 'A journey or a report that waits for an event which nobody sends stays empty, and nothing says so. An event that was given up keeps its name from those who look for one.',
  good: [
    { code: `nv('event', 'order_placed', {});`, registry },
    { code: `nv('event', 'order_paid', {});`, registry: `${registry}    status: draft\n` },
  ],
  bad: [{ code: `nv('event', 'order_paid', {});`, registry, finds: ['order_placed'] }],
  fold: {
    empty: () => ({ names: new Set(), dynamic: false }),
    add(sent, { use }) {
      if (use?.source !== 'code') return sent;
      for (const name of use.names) sent.names.add(name);
      sent.dynamic ||= use.dynamic;
      return sent;
    },
    merge(a, b) {
      for (const name of b.names) a.names.add(name);
      a.dynamic ||= b.dynamic;
      return a;
    },
  },
  *findings({ state: { names, dynamic } }, { registry, wholeCode }) {
    if (!wholeCode) return;
    for (const declared of registry.events.values()) {
      if (declared.status !== 'active' || names.has(declared.name)) continue;
      yield {
        place: declared.at,
        event: declared.name,
        message: `Event \`${declared.name}\` is active, but no scanned code sends it.`,
        help: dynamic
          ? 'Send it, or mark it `draft`, `deprecated` or `removed`. Some calls send events that are not known statically; it may be one of those.'
          : 'Send it, or mark it `draft`, `deprecated` or `removed`.',
      };
    }
  },
});

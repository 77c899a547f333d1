import { compareOrder, type Entry, type EventUse, type Order } from '../src/model/event-use.ts';
import { fieldAt } from '../src/model/field.ts';
import { type Context, defineRunRule, type RunProblem } from '../src/model/rule.ts';
import { addSight, findingPlaces, mergeSightings, type Sightings } from '../src/model/sightings.ts';
import { type Place, shorten } from '../src/model/text.ts';

interface Moment {
  readonly order: Order;
  readonly place: Place;
  readonly event: string | undefined;
}

/** What a stream holds of one user: enough of the earliest calls to find those that come before the user exists. */
interface User {
  creations: Moment[];
  events: Moment[];
}

interface State {
  /** Events that create their user, seen on an API that does not. */
  readonly direct: Sightings<string>;
  readonly users: Map<string, User>;
}

/** So many events of a user are kept by position in a file, and as many by time: memory is bounded by users. */
const keptPerUser = 4;

const registry = `registry: 1
events:
  signed_up:
    description: A new user.
    owner: growth
    creates_user: true
`;
const created = `{"userID":"u1","user_attributes":{"city":"Pune"}}`;
const event = `{"userID":"u1","event_name":"otp_verified","attributes":{}}`;

export default defineRunRule<State>({
  id: 'user-before-event',
  on: 'run',
  applies: ['code', 'payload'],
  severity: 'error',
  summary: 'A user exists before events of that user are logged.',
  why: 'An API that only logs events creates a missing user as well, but in no sure order: the event can be older than its user. It shows on the profile, yet journeys only start for what a user does after being created, so they never fire.',
  good: [
    {
      payload: `{"nv":{"userID":"u1","event_name":"signed_up","attributes":{}}}`,
      registry,
    },
    { file: 'stream.ndjson', payload: `{"nv":[${created}]}\n{"nv":[${event}]}` },
    { file: 'stream.ndjson', payload: `{"nv":[${event}]}\n{"nv":[${event}]}` },
    { code: `nv('event', 'signed_up', {});`, registry },
  ],
  bad: [
    {
      payload: `{"nv":[{"userID":"u1","event_name":"signed_up","attributes":{}}]}`,
      registry,
      finds: ['"signed_up"'],
    },
    {
      file: 'stream.ndjson',
      payload: `{"nv":[${event}]}\n{"nv":[${created}]}`,
      finds: ['"otp_verified"'],
    },
  ],
  empty: () => ({ direct: new Map(), users: new Map() }),
  add(state, { use, entry }, context) {
    if (use) sightDirect(state.direct, use, context);
    if (entry) for (const key of userKeys(entry, context)) addMoment(state.users, key, entry);
    return state;
  },
  merge(a, b) {
    mergeSightings(a.direct, b.direct);
    for (const [key, other] of b.users) {
      const user = userOf(a.users, key);
      user.creations = earliestCreations([...user.creations, ...other.creations]);
      user.events = earliestEvents([...user.events, ...other.events]);
    }
    return a;
  },
  *findings({ direct, users }, context) {
    yield* directProblems(direct, context);
    for (const user of users.values()) yield* earlyEvents(user);
  },
});

function onlyLogs({ api }: Pick<EventUse, 'api'>): boolean {
  return api?.carries_event === true && !api.creates_user;
}

function sightDirect(direct: Sightings<string>, use: EventUse, { registry }: Context): void {
  if (!onlyLogs(use)) return;
  for (const name of use.names) {
    if (!registry.events.get(name)?.createsUser) continue;
    const locate = () => use.locate({ part: 'event' });
    addSight(direct, { key: [name], subject: () => name, order: use.order, locate });
  }
}

function* directProblems(direct: Sightings<string>, { pack, registry }: Context): Generator<RunProblem> {
  const right = pack.apis.find((api) => api.carries_event && api.creates_user);
  for (const sighting of direct.values()) {
    const name = sighting.subject;
    const declared = registry.events.get(name);
    const related = declared ? [{ place: declared.at, message: 'declared with `creates_user` here' }] : [];
    for (const where of findingPlaces(sighting, related))
      yield {
        ...where,
        event: name,
        message: `Event \`${shorten(name)}\` creates its user, but this API does not create users before it logs events.`,
        help: right
          ? `Send it through ${right.title}: it creates the user first, then logs the event.`
          : 'Create the user first, then log the event.',
      };
  }
}

/** Who an entry is about. An API may keep the same identifier deeper than another: its last step names it. */
function userKeys({ api, fields }: Entry, { userMerging }: Context): Set<string> {
  const { required, merged } = api.identity;
  const keys = new Set<string>();
  for (const path of userMerging ? [required, ...merged] : [required]) {
    const value = fieldAt(fields, path);
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number')
      keys.add(`${path.slice(path.lastIndexOf('.') + 1)}:${value}`);
  }
  return keys;
}

function userOf(users: Map<string, User>, key: string): User {
  let user = users.get(key);
  if (!user) {
    user = { creations: [], events: [] };
    users.set(key, user);
  }
  return user;
}

function addMoment(users: Map<string, User>, key: string, entry: Entry): void {
  const { api, order } = entry;
  if (!api.creates_user && !api.carries_event) return;
  const user = userOf(users, key);
  if (api.creates_user) {
    user.creations = earliestCreations([...user.creations, momentOf(entry)]);
    return;
  }
  // Finding a place costs a look at the text, so it is not asked for what would not be kept.
  const earlier = user.events.filter((kept) => standsBefore(kept.order, order)).length >= keptPerUser;
  const older = user.events.filter((kept) => isTimedBefore(kept.order, order)).length >= keptPerUser;
  if (earlier && (older || order.time === undefined)) return;
  user.events = earliestEvents([...user.events, momentOf(entry)]);
}

function momentOf({ order, locate, use }: Entry): Moment {
  const place = locate(use ? { part: 'event' } : { part: 'whole' });
  return { order, place, event: use?.names[0] };
}

function standsBefore(a: Order, b: Order): boolean {
  return a.file === b.file && a.index < b.index;
}

function isTimedBefore(a: Order, b: Order): boolean {
  return a.time !== undefined && b.time !== undefined && a.time < b.time;
}

/** Of each file the first creation and the first without a time, and the one timed first of all. */
function earliestCreations(all: readonly Moment[]): Moment[] {
  const timed = all.filter(({ order }) => order.time !== undefined);
  const untimed = all.filter(({ order }) => order.time === undefined);
  return [...new Set([...firstOfFiles(all, 1), ...firstOfFiles(untimed, 1), ...byTime(timed).slice(0, 1)])];
}

/** Of each file the first events, and those timed first of all. */
function earliestEvents(all: readonly Moment[]): Moment[] {
  const timed = all.filter(({ order }) => order.time !== undefined);
  return [...new Set([...firstOfFiles(all, keptPerUser), ...byTime(timed).slice(0, keptPerUser)])];
}

function byTime(moments: readonly Moment[]): Moment[] {
  return [...moments].sort((a, b) => compareOrder(a.order, b.order));
}

function firstOfFiles(moments: readonly Moment[], most: number): Moment[] {
  const kept = new Map<string, number>();
  const byIndex = [...moments].sort((a, b) => a.order.index - b.order.index);
  return byIndex.filter(({ order: { file } }) => {
    const count = (kept.get(file) ?? 0) + 1;
    kept.set(file, count);
    return count <= most;
  });
}

/** Events that stand before their user's creation in the same file, or are timed before it. */
function* earlyEvents({ creations, events }: User): Generator<RunProblem> {
  const [oldest] = byTime(creations.filter(({ order }) => order.time !== undefined));
  for (const { order, place, event } of events) {
    const inFile = creations.filter((creation) => creation.order.file === order.file);
    const [first] = firstOfFiles(inFile, 1);
    const stands =
      first && standsBefore(order, first.order) && !(oldest && createsElsewhereBy(oldest, order));
    const [untimed] = firstOfFiles(
      inFile.filter((creation) => creation.order.time === undefined),
      1,
    );
    const timed =
      oldest && isTimedBefore(order, oldest.order) && !(untimed && standsBefore(untimed.order, order));
    const creation = stands ? first : timed ? oldest : undefined;
    if (!creation) continue;
    const name = event === undefined ? 'This event' : `Event \`${shorten(event)}\``;
    yield {
      place,
      event,
      message: `${name} ${stands ? 'stands' : 'is timed'} before the call that creates its user.`,
      help: 'Create the user first, or in the same call as the first event; then log the others.',
      related: [{ place: creation.place, message: 'the user is created here' }],
    };
  }
}

/** Whether a creation in another file is known to come no later than an event. */
function createsElsewhereBy({ order: creation }: Moment, event: Order): boolean {
  return creation.file !== event.file && event.time !== undefined && !isTimedBefore(event, creation);
}

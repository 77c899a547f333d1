import { compareOrder, compareStanding, type Entry, type Order, timeNumber } from '../src/model/event-use.ts';
import { fieldAt } from '../src/model/field.ts';
import { textHash } from '../src/model/hash.ts';
import { withCommas } from '../src/model/name.ts';
import type { Api } from '../src/model/pack.ts';
import { type Context, defineRunRule, type RunProblem } from '../src/model/rule.ts';
import {
  emptySample,
  mergeSamples,
  partsOf,
  type Sample,
  sampled,
  sampleSize,
  trimSample,
} from '../src/model/sample.ts';
import { findingPlaces, type Sightings } from '../src/model/sightings.ts';
import { cutClose, type Place, shorten } from '../src/model/text.ts';

interface Moment {
  readonly order: Order;
  readonly place: Place;
  readonly event: string | undefined;
}

/** What a stream holds of one user: the earliest calls, by position in each file and by time. */
interface User {
  creations: readonly Moment[];
  events: readonly Moment[];
}

/** Users by the hash of what names them. */
type Users = Sample<User>;

const registry = `registry: 1
events:
  signed_up:
    description: A new user.
    owner: growth
    creates_user: true
`;
const created = `{"userID":"u1","user_attributes":{"city":"Pune"}}`;
const event = `{"userID":"u1","event_name":"otp_verified","attributes":{}}`;

export default defineRunRule<string, Users>({
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
  *sights({ event, attribute, api }, { registry }) {
    if (attribute || !api?.carries_event || api.creates_user) return;
    if (registry.events.get(event)?.createsUser)
      yield { key: [event], subject: event, at: { part: 'event' } };
  },
  fold: {
    empty: emptySample,
    add(users, { entry }, context) {
      if (entry)
        for (const key of userKeys(entry, context))
          addMoment(users, textHash(key), entry.api, entry.order, () => momentOf(entry));
      return users;
    },
    merge: (a, b) =>
      mergeSamples(a, b, (user, other) => {
        user.creations = earliestCreations([...user.creations, ...other.creations]);
        user.events = earliestEvents([...user.events, ...other.events]);
      }),
    parts(users) {
      trimSample(users);
      return partsOf(users);
    },
    glimpse: {
      most: sampleSize,
      early: ({ carries_event, creates_user }) => (carries_event && !creates_user ? 'event' : undefined),
      awaits: (users, userHash) => (sampled(users, userHash, () => nobody)?.creations.length ?? 0) > 0,
      limit: ({ limit }) => limit ?? Number.POSITIVE_INFINITY,
      add(users, { api, order, event, userHash, place }) {
        const moment = () => ({ order, place: place(shownPart(api)), event });
        const user = addMoment(users, userHash, api, order, moment);
        return user && laterThan(user, order);
      },
    },
  },
  *findings({ sightings, state }, context) {
    yield* directProblems(sightings, context);
    trimSample(state);
    for (const user of state.held.values()) if (user.creations.length > 0) yield* earlyEvents(user);
  },
  caveat: ({ limit }) =>
    limit === undefined
      ? undefined
      : `There are too many users to remember them all: whether one exists before events of them was looked at for ${withCommas(sampleSize)}, chosen by a hash of their identifiers.`,
});

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

/** A user of whom nothing is found. */
const nobody: User = Object.freeze({ creations: [], events: [] });

/** There are many users, and most have no more than a first event: a list that is not added to has no room for more. */
const none: readonly Moment[] = [];

/** Adds one to what is held of a user; that, where the user is followed. */
function addMoment(
  users: Users,
  hash: number,
  api: Api,
  order: Order,
  moment: () => Moment,
): User | undefined {
  if (!api.creates_user && !api.carries_event) return undefined;
  const user = sampled(users, hash, () => ({ creations: none, events: none }));
  if (!user) return undefined;
  if (api.creates_user) user.creations = earliestCreations([...user.creations, moment()]);
  // Finding a place costs a look at the text, so it is not asked for what would not be kept.
  else if (user.events.length === 0) user.events = [moment()];
  else if (!isLater(user, order)) user.events = earliestEvents([...user.events, moment()]);
  return user;
}

/** Whether an event comes after others of its user, both where it stands and by its time. Asked of every entry of a stream. */
function isLater({ events }: User, order: Order): boolean {
  let [stands, isTimed] = [false, false];
  for (const kept of events) {
    stands ||= standsBefore(kept.order, order);
    isTimed ||= isTimedBefore(kept.order, order);
  }
  return stands && (isTimed || order.time === undefined);
}

/** The event time behind which events of a user that stand after `order` are later in both ways; undefined when none is sure to be. */
function laterThan({ events }: User, order: Order): number | undefined {
  let stands = false;
  let earliest = Number.MAX_VALUE;
  for (const kept of events) {
    stands ||= kept.order.file === order.file && compareStanding(kept.order, order) <= 0;
    if (kept.order.time !== undefined) earliest = Math.min(earliest, timeNumber(kept.order.time));
  }
  return stands ? earliest : undefined;
}

function momentOf({ api, order, locate, use }: Entry): Moment {
  return { order, place: cutClose(locate({ part: shownPart(api) })), event: use?.names[0] };
}

function shownPart({ carries_event }: Api): 'event' | 'whole' {
  return carries_event ? 'event' : 'whole';
}

function standsBefore(a: Order, b: Order): boolean {
  return a.file === b.file && compareStanding(a, b) < 0;
}

function isTimedBefore(a: Order, b: Order): boolean {
  return a.time !== undefined && b.time !== undefined && a.time < b.time;
}

/** Of each file the first creation and the first without a time, and the one timed first of all. */
function earliestCreations(all: readonly Moment[]): Moment[] {
  const untimed = all.filter(({ order }) => order.time === undefined);
  return [...new Set([...firstOfFiles(all), ...firstOfFiles(untimed), ...byTime(all).slice(0, 1)])];
}

/** Of each file the first event, and the one timed first of all. */
function earliestEvents(all: readonly Moment[]): readonly Moment[] {
  return [...new Set([...firstOfFiles(all), ...byTime(all).slice(0, 1)])];
}

/** Those that have a time, the earliest first. */
function byTime(moments: readonly Moment[]): Moment[] {
  return moments
    .filter(({ order }) => order.time !== undefined)
    .sort((a, b) => compareOrder(a.order, b.order));
}

function firstOfFiles(moments: readonly Moment[]): Moment[] {
  const firsts = new Map<string, Moment>();
  for (const moment of moments) {
    const first = firsts.get(moment.order.file);
    if (!first || standsBefore(moment.order, first.order)) firsts.set(moment.order.file, moment);
  }
  return [...firsts.values()];
}

/** Events that stand before their user's creation in the same file, or are timed before it. */
function* earlyEvents({ creations, events }: User): Generator<RunProblem> {
  const [oldest] = byTime(creations);
  for (const { order, place, event } of events) {
    const inFile = creations.filter((creation) => creation.order.file === order.file);
    const [first] = firstOfFiles(inFile);
    const stands =
      first && standsBefore(order, first.order) && !(oldest && createsElsewhereBy(oldest, order));
    const [untimed] = firstOfFiles(inFile.filter((creation) => creation.order.time === undefined));
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

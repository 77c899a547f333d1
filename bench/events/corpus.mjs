// The entries of a corpus, one after another, and what was planted into them.
import { Dice } from '../random.mjs';
import { draftOf, textOf } from './draft.mjs';
import { faultsByRule } from './faults.mjs';
import { planEvents } from './plan.mjs';

/** Rules whose faults are so large that they would be most of the corpus, and how much rarer they are. */
const rare = { 'attribute-count': 0.15, 'parse-error': 0.2 };
const perBody = 1000;
/** The corpus is one day's. */
const day = 86_400;

/** A corpus while it is written: `write` puts its bytes and the list of its faults into two sinks. */
export class Corpus {
  constructor({ events, shape, faults, seed }) {
    this.events = events;
    this.isBatch = shape === 'batch' || shape === 'one-line';
    this.isOneLine = shape === 'one-line';
    this.isFull = shape === 'uniform' || shape === 'wide';
    this.plan = planEvents(seed, { isWide: shape === 'wide' });
    this.dice = new Dice(seed + 1);
    this.users = Math.max(10, Math.floor(events / 12));
    /** Users that the stream itself creates: whose events may be sent, and since when. */
    this.created = [];
    this.pending = [];
    this.late = [];
    this.planted = {};
    this.expected = {};
    this.written = 0;
    this.lines = 0;
    /** Entries that no reader can read. */
    this.unreadable = 0;
    // A share of the entries for each rule; of bodies, for what is wrong with a whole body.
    this.rules = [...faultsByRule]
      .map(([rule, kinds]) => [rule, kinds.filter((kind) => this.#fits(kind, shape))])
      .filter(([, kinds]) => kinds.length > 0)
      .map(([rule, kinds]) => ({ rule, kinds, rate: faults * (rare[rule] ?? 1) }));
    this.rate = faults;
  }

  /** An unreadable line would take a whole batch with it; wide entries are large enough. */
  #fits({ isSpoiling, isLarge }, shape) {
    return !(isSpoiling && this.isBatch) && !(isLarge && shape === 'wide');
  }

  counts() {
    const { lines, written: events, unreadable, planted, expected } = this;
    return { events, lines, unreadable, planted, expected };
  }

  write(data, list) {
    if (this.isOneLine) this.#writeOneLine(data, list);
    else while (this.written < this.events || this.late.length > 0) this.#writeLine(data, list);
  }

  #writeLine(data, list) {
    this.lines++;
    const { dice } = this;
    if (this.isBatch) {
      // A call that is too large; the batches are otherwise of the largest size there may be.
      const isTooLarge = this.rate > 0 && dice.chance(Math.min(0.5, this.rate * 10));
      this.#writeBody(data, list, isTooLarge ? perBody + 1 : Math.min(perBody, this.events - this.written));
      data.write('\n');
      return;
    }
    const seconds = this.#seconds();
    const line = this.#other(list, seconds) ?? this.#entry(list, seconds);
    data.write(line);
    data.write('\n');
  }

  #writeOneLine(data, list) {
    this.lines = 1;
    this.#writeBody(data, list, this.events);
  }

  #writeBody(data, list, size) {
    data.write('{"nv":[');
    for (let i = 0; i < size; i++) {
      if (i > 0) data.write(',');
      data.write(this.#entry(list, this.#seconds()));
    }
    data.write(']}');
    if (size > perBody) this.#note(list, { rule: 'batch-size', kind: `${size} entries` });
  }

  /** Ascending, with a jitter of half a minute either way. */
  #seconds() {
    return 60 + (this.written / this.events) * (day - 120) + (this.dice.next() - 0.5) * 60;
  }

  /** Lines that are no entry of the Events API: users are created, a few too late; a call is too large. */
  #other(list, seconds) {
    const { dice, lines, late } = this;
    const kind = dice.next();
    if (kind < 0.004) return this.#creation(seconds, kind < 0.002);
    if (late.length > 0 && (late[0].until < lines || this.written >= this.events)) {
      const { user } = late.shift();
      this.written++;
      return `{"nv":[{"userID":"${user}","user_attributes":{"city":"Pune"}}]}`;
    }
    if (this.rate > 0 && kind > 1 - this.rate / 1000) {
      const entries = Array.from({ length: perBody + 1 }, () => this.#right(seconds));
      this.#note(list, { rule: 'batch-size', kind: `${entries.length} entries` });
      return `{"nv":[${entries.map(textOf).join(',')}]}`;
    }
    if (this.rate > 0 && kind > 1 - this.rate / 2 && this.written < this.events)
      return this.#beforeUser(list, seconds);
    return undefined;
  }

  /** A user of whom nothing was heard before; events follow when every time is certain to be later. */
  #creation(seconds, isProfile) {
    const user = `n-${this.lines}`;
    this.written++;
    this.pending.push({ user, from: seconds + 120 });
    if (isProfile) return `{"nv":[{"userID":"${user}","user_attributes":{"city":"Pune","age":31}}]}`;
    const draft = draftOf(this.dice, this.plan.creating, user, seconds, this);
    return `{"nv":${textOf(draft)}}`;
  }

  /** An event of a user who is created some lines later. */
  #beforeUser(list, seconds) {
    const draft = this.#right(seconds);
    draft.user = `b-${this.lines}`;
    this.late.push({ user: draft.user, until: this.lines + 50 });
    const kind = 'an event before its user is created';
    this.#note(list, { rule: 'user-before-event', kind, event: draft.name });
    return textOf(draft);
  }

  #entry(list, seconds) {
    const chosen = this.#chooseFault();
    if (!chosen) return textOf(this.#right(seconds));
    const { rule, kind } = chosen;
    const draft = this.#fitting(kind, seconds);
    if (!draft) return textOf(this.#right(seconds));
    this.written++;
    if (kind.isSpoiling) this.unreadable++;
    const { also = {}, attribute } = kind.plant(draft, this.dice) ?? {};
    this.#note(list, { rule, kind: kind.kind, event: draft.name, attribute }, also);
    const text = textOf(draft);
    return draft.change ? draft.change(text) : text;
  }

  /** An entry that a fault can be planted in; undefined when none turns up. */
  #fitting(kind, seconds) {
    const events = kind.of(this.plan);
    for (let i = 0; i < 20; i++) {
      const draft = draftOf(this.dice, this.dice.pick(events), this.#user(seconds), seconds, this);
      if (kind.can(draft)) return draft;
    }
    return undefined;
  }

  /** An entry without a fault. */
  #right(seconds) {
    const event = this.dice.pick(this.plan.usual);
    const draft = draftOf(this.dice, event, this.#user(seconds), seconds, this);
    this.written++;
    if (event.isOpen && draft.attributes.some(([name]) => name === 'batch_score'))
      event.scoredSince = Math.min(event.scoredSince ?? seconds, seconds);
    return draft;
  }

  /** Users come back: a few of them often, most seldom. */
  #user(seconds) {
    while (this.pending.length > 0 && this.pending[0].from < seconds)
      this.created.push(this.pending.shift().user);
    if (this.created.length > 0 && this.dice.chance(0.02)) return this.dice.pick(this.created);
    return `c-${Math.floor(this.dice.next() ** 2 * this.users)}`;
  }

  #chooseFault() {
    let left = this.dice.next();
    for (const { rule, kinds, rate } of this.rules) {
      if (left >= rate) {
        left -= rate;
        continue;
      }
      let share = (left / rate) * kinds.reduce((sum, kind) => sum + kind.share, 0);
      for (const kind of kinds) {
        if (share < kind.share) return { rule, kind };
        share -= kind.share;
      }
    }
    return undefined;
  }

  #note(list, { rule, kind, event, attribute }, also = {}) {
    this.planted[rule] = (this.planted[rule] ?? 0) + 1;
    this.expected[rule] = (this.expected[rule] ?? 0) + 1;
    for (const [other, count] of Object.entries(also))
      this.expected[other] = (this.expected[other] ?? 0) + count;
    list.write(`${JSON.stringify({ line: this.lines, rule, kind, event, attribute, also })}\n`);
  }
}

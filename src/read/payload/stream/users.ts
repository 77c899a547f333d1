import { joinHash } from '../../../model/hash.ts';
import type { Api } from '../../../model/pack.ts';
import type { UserSkimmer } from '../../../model/skim.ts';
import { type Kernel, noteLayout, todo } from '../scanner/load.ts';
import type { Session } from '../session.ts';
import type { SkimmedEntry } from './entry.ts';
import { FirstSights } from './first-sights.ts';
import type { LocatedEntry } from './located.ts';
import type { EventTable } from './verdicts.ts';

/** Tells the run of the users of entries, and the kernel of which users it knows enough. */
export class Users {
  readonly #kernel: Kernel;
  readonly #users: UserSkimmer;
  readonly #early: FirstSights;
  #limit: number;

  constructor(kernel: Kernel, users: UserSkimmer, session: Session) {
    this.#kernel = kernel;
    this.#users = users;
    this.#early = new FirstSights(session, users.most);
    this.#limit = users.limit();
    kernel.followUsers(this.#limit);
  }

  /** What the kernel does about the users of entries of an API: bits of `todo`. `isPlain`: it knows all fields that name them. */
  flags({ creates_user }: Api, isPlain: boolean): number {
    if (!isPlain || this.#users.each) return todo.look;
    return todo.namesUsers | (creates_user ? todo.tells : 0);
  }

  /** Tells of an entry that is looked at. */
  tell(seen: SkimmedEntry, api: Api, flags: number): void {
    const { out } = this.#kernel;
    const bits = out[(flags & todo.tells) !== 0 ? 9 : 15] as number;
    // Who is named by no plain text is read from the entry itself.
    if ((flags & todo.look) !== 0 || bits >> 8 !== 0) this.#users.add(seen.entry);
    else
      for (let i = 0; bits >> i !== 0; i++)
        if ((bits & (1 << i)) !== 0)
          this.#tellOf(joinHash(out[5 + i] as number, out[16 + i] as number), seen, seen.event, api);
    this.follow();
  }

  /** Tells of users that the kernel has noted, whose hashes begin at an offset of its notes. */
  tellNoted(noted: LocatedEntry, event: EventTable | undefined, api: Api, at: number, count: number): void {
    for (let i = 0; i < count; i++)
      this.#tellOf(this.#kernel.noted[at / noteLayout.user + i] as number, noted, event, api);
  }

  #tellOf(userHash: number, entry: LocatedEntry, event: EventTable | undefined, api: Api): void {
    const part = this.#users.early(api);
    const after =
      part === undefined
        ? this.#users.addGlimpse({
            api,
            event: event?.name,
            order: entry.order,
            userHash,
            place: (shown) => entry.placeClose(shown),
          })
        : this.#early.add(userHash, entry, { part, event, api });
    if (after !== undefined) this.#kernel.settleUser(userHash, after);
  }

  /** Hands over what has not been told at once. */
  finish(): void {
    this.#users.addEarly(this.#early);
  }

  /** Says which users are followed, after some were told. */
  follow(): void {
    const limit = Math.min(this.#users.limit(), this.#early.limit);
    if (limit !== this.#limit) this.#kernel.followUsers(limit);
    this.#limit = limit;
  }
}

/** Whether the kernel is told of all the fields that name the users of an API, and of no others. */
export function hasPlainIdentity({ identity }: Api, session: Session): boolean {
  const paths = identityPaths(identity, session);
  const all = identityKeys(session);
  return paths.every((path) => all.includes(path)) && all.every((key) => paths.includes(key));
}

function identityPaths({ required, merged }: Api['identity'], { userMerging }: Session): readonly string[] {
  return [...new Set(userMerging ? [required, ...merged] : [required])];
}

/** The keys of envelopes that name users, as many as the kernel looks at. */
export function identityKeys(session: Session): readonly string[] {
  const paths = session.apis.flatMap(({ identity }) => identityPaths(identity, session));
  return [...new Set(paths)].filter((path) => !path.includes('.')).slice(0, 4);
}

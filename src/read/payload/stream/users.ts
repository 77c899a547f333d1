import { joinHash } from '../../../model/hash.ts';
import type { Api } from '../../../model/pack.ts';
import type { UserSkimmer } from '../../../model/skim.ts';
import type { Kernel } from '../scanner/load.ts';
import type { Session } from '../session.ts';
import type { SkimmedEntry } from './entry.ts';

/** What is known of entries that name users. */
export interface Telling {
  readonly api: Api;
  /** They tell more of users than the kernel knows. */
  readonly tells: boolean;
}

/** Tells the run of the users of entries, and the kernel of which users it knows enough. */
export class Users {
  readonly #kernel: Kernel;
  readonly #users: UserSkimmer;
  #limit: number;

  constructor(kernel: Kernel, users: UserSkimmer) {
    this.#kernel = kernel;
    this.#users = users;
    this.#limit = users.limit();
    kernel.followUsers(this.#limit);
  }

  tell(seen: SkimmedEntry, { api, tells }: Telling): void {
    const bits = this.#kernel.out[15] as number;
    const isRead = tells || this.#users.each || bits >> 8 !== 0;
    if (!isRead && bits === 0) return;
    // Who is named by no plain text is read from the entry itself.
    if (isRead) this.#users.add(seen.entry);
    else for (let i = 0; bits >> i !== 0; i++) if ((bits & (1 << i)) !== 0) this.#tellOf(i, seen, api);
    const limit = this.#users.limit();
    if (limit !== this.#limit) this.#kernel.followUsers(limit);
    this.#limit = limit;
  }

  #tellOf(identity: number, { event, order, locate, locateEvent }: SkimmedEntry, api: Api): void {
    const { out } = this.#kernel;
    const userHash = joinHash(out[5 + identity] as number, out[16 + identity] as number);
    this.#users.addGlimpse({
      api,
      event: event?.name,
      order,
      userHash,
      locate: event ? locateEvent : locate,
    });
    const after = this.#users.settledAfter(userHash, order);
    if (after !== undefined) this.#kernel.settleUser(userHash, after);
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

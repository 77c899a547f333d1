// Of which users enough is known.
import { OUT, USERS, USERS_MOST } from './memory';

export let followsUsers: bool = false;
let users: u32 = 0;
/** Users with larger hashes are not followed. */
let usersTo: f64 = Infinity;

/** Says that users are followed, those whose hashes are no larger than a number. */
export function followUsers(to: f64): void {
  followsUsers = true;
  usersTo = to;
}

/** Where a user stands, or would: the hash plus one, as 0 is nobody's, and the time. */
@inline
function userAt(hash: f64): usize {
  const mask = USERS_MOST * 2 - 1;
  let slot = <u32>((<u64>hash * 0x9e3779b97f4a7c15) >> 40) & mask;
  let at = USERS + (<usize>slot << 4);
  while (load<f64>(at) != 0 && load<f64>(at) != hash + 1) {
    slot = (slot + 1) & mask;
    at = USERS + (<usize>slot << 4);
  }
  return at;
}

/** Says behind which event time a user's entries tell nothing any more. Where there is no room, all others are forgotten. */
export function settleUser(hash: f64, after: f64): void {
  let at = userAt(hash);
  if (load<f64>(at) == 0) {
    if (users == USERS_MOST) {
      memory.fill(USERS, 0, 32 * <usize>USERS_MOST);
      users = 0;
      at = userAt(hash);
    }
    users++;
  }
  store<f64>(at, hash + 1);
  store<f64>(at, after, 8);
}

/** The identities of which the entry may tell something, and in bits from 8 on those that are no plain text. */
export function unsettledUsers(time: f64): u32 {
  const bits = load<u32>(OUT, 36);
  let unsettled = bits & ~255;
  for (let i: u32 = 0; i < 8 && bits >> i != 0; i++)
    if (((bits >> i) & 1) != 0 && !isUserSettled(i, time)) unsettled |= 1 << i;
  return unsettled;
}

/** The hash of one of the entry's identities: its two halves are joined as model/hash.ts joins them. */
@inline
export function userHash(identity: u32): f64 {
  const at = OUT + (<usize>identity << 2);
  return <f64>load<u32>(at, 20) * 2097152 + <f64>(load<u32>(at, 64) >> 11);
}

@inline
function isUserSettled(identity: u32, time: f64): bool {
  const hash = userHash(identity);
  if (hash > usersTo) return true;
  const user = userAt(hash);
  return load<f64>(user) != 0 && time > load<f64>(user, 8);
}

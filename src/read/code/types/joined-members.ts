import type { Facts } from '../project/facts.ts';
import type { Member, Members } from './members.ts';

/** Of all types. */
export function joined(all: readonly Members[]): Members {
  return { members: new Map(all.flatMap(({ members }) => [...members])), open: all.some(({ open }) => open) };
}

/** Of several types: what not all of them have is optional, what they type each for itself has no one type. */
export function either(all: readonly Members[]): Members {
  const members = new Map<string, Member>();
  for (const name of new Set(all.flatMap((each) => [...each.members.keys()]))) {
    const found = all.map((each) => each.members.get(name));
    const optional = found.some((member) => member === undefined || member.optional);
    const given = found.filter((member) => member !== undefined);
    const types = given.flatMap((member) => member.types ?? member.type ?? []);
    const type = found.length === 1 ? found[0]?.type : undefined;
    const areKnown = given.every((member) => member.type ?? member.types);
    const isHidden = given.every((member) => member.isHidden);
    members.set(name, { type, types: areKnown ? types : undefined, optional, isHidden });
  }
  return { members, open: all.some(({ open }) => open) };
}

/** Each property with what becomes of it. */
export function mapped({ members, open }: Members, change: (member: Member) => Member): Members {
  return { members: new Map([...members].map(([name, member]) => [name, change(member)])), open };
}

/** Those under some keys, or all others; undefined where the keys are not known. */
export function filtered(
  { members, open }: Members,
  keys: Facts | undefined,
  keep: boolean,
): Members | undefined {
  if (!keys?.complete) return undefined;
  return { members: new Map([...members].filter(([name]) => keys.values.includes(name) === keep)), open };
}

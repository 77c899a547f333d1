import type { Profile } from '../model/profile/profile.ts';

/** For programs: `schemas/profile.schema.json` describes it. */
export function profileText(profile: Profile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}

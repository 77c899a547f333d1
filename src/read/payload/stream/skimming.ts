import type { EntrySkim } from './skim.ts';

/** What decides of each entry whether it has to be read. */
export type Skimming = Pick<EntrySkim, 'skim' | 'learn' | 'counted' | 'api'>;

/** For whoever has to see each entry. */
export const readsAll: Skimming = { counted: 0, api: undefined, skim: () => false, learn: () => {} };

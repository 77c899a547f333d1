import { makeLevels } from '../../src/lint/levels.ts';

/** Levels as the rules have them: no pack and no user changes any. */
export const ownLevels = makeLevels({ rules: {} }, { rules: {}, overrides: [] }, () => () => false);

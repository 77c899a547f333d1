import fc from 'fast-check';

const given = process.env.EVENTLINT_TEST_SEED;

/**
 * Property tests draw the same cases in every run, so that a change fails by what it changes and not by what another run would
 * have drawn. EVENTLINT_TEST_SEED=random draws others, and a number repeats those of a run that failed.
 */
if (given !== 'random') fc.configureGlobal({ seed: Number(given ?? 20261130) });

import { distance } from 'fastest-levenshtein';

/**
 * The known word nearest to a misspelt one, or undefined when none is near enough to be what was meant: about a third of
 * its letters may differ, in a short word one. Among equally near words the first in alphabetical order wins, so the answer never depends on order.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const most = word.length < 5 ? 1 : Math.ceil(word.length / 3);
  let best: string | undefined;
  let bestDistance = most + 1;
  for (const candidate of known) {
    if (candidate === word || Math.abs(candidate.length - word.length) > most) continue;
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance || (d === bestDistance && best !== undefined && candidate < best)) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

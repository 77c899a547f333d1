// How much of what was planted a tool has found.

/**
 * `found` is a set of bad lines, or findings by rule (a Map). A fault counts as found when its line is told to be bad, whatever for;
 * where findings come by rule, when there are as many of its rule as there must be. `wrong`: lines without a fault that are told
 * to be bad, or findings too many.
 */
export function score(found, { faults, manifest }) {
  const byRule = new Map();
  for (const { rule } of faults) {
    const held = byRule.get(rule) ?? { planted: 0, found: 0 };
    held.planted++;
    byRule.set(rule, held);
  }
  const wrong =
    found instanceof Map ? byCount(byRule, found, manifest.expected) : byLine(byRule, found, faults);
  const all = [...byRule.values()];
  const total = (what) => all.reduce((sum, one) => sum + one[what], 0);
  return { byRule, planted: total('planted'), found: total('found'), wrong };
}

function byLine(byRule, lines, faults) {
  const bad = new Set();
  for (const { rule, line } of faults) {
    bad.add(line);
    if (lines.has(line)) byRule.get(rule).found++;
  }
  return [...lines].filter((line) => !bad.has(line)).length;
}

function byCount(byRule, counts, expected) {
  let wrong = 0;
  for (const [rule, count] of counts) wrong += Math.max(0, count - (expected[rule] ?? 0));
  for (const [rule, held] of byRule) {
    const missing = Math.max(0, expected[rule] - (counts.get(rule) ?? 0));
    held.found = Math.max(0, held.planted - missing);
  }
  return wrong;
}

import { expect, it } from 'vitest';
import { explanationText } from '../../../src/report/explanation.ts';
import { read } from './sites.ts';

const files = {
  'events.ts': `export const EVENTS = {\n  PLACED: 'order_placed',\n};\n`,
  'track.ts': `export const track = (name: string, attributes: object) => nv('event', name, attributes);\n`,
  'a.ts': `import { EVENTS } from './events';
import { track } from './track';
import { other } from 'elsewhere';
function log(text: string) {}
function pay(cart: { total: number }, coupon) {
  track(\`\${EVENTS.PLACED}_now\`, {
    total: cart.total,
    coupon,
    ...other,
  });
  log('order_placed');
  other.capture('order_placed');
}
`,
};

it.each([
  ['a call and what it sends', 6],
  ['any line of the call', 8],
  ['a call that is no tracking call', 11],
  ['a call of what is not known', 12],
  ['a line without calls', 4],
])('explains %s', (_, line) => {
  const { explanations } = read(files, { explain: { file: 'a.ts', line } });
  expect(explanationText(explanations)).toMatchSnapshot();
});

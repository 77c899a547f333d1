// Values as they stand in JSON texts, escapes and all.

const plain =
  'saree cotton silk blue green large small running shoes kettle steel phone case cable winter jacket leather wallet organic honey basmati rice masala tea copper bottle wooden toy school bag office chair desk lamp ceiling fan gold ring pearl set bedsheet pillow cover curtain carpet mirror clock'.split(
    ' ',
  );
const foreign =
  'साड़ी रेशम कुर्ता हल्दी café crème naïve Zürich señora smörgås 東京 茶碗 서울 Москва 🎁 ₹499 ½'.split(' ');
/** Texts as encoders write them that escape more than they must. */
const escaped = [
  '\\"best\\"',
  'and\\/or',
  'caf\\u00e9',
  'line\\nbreak',
  '\\ud83d\\ude00',
  '\\u20b9299',
  'tab\\tstop',
];
const labels = 'alpha bravo delta gamma omega sigma'.split(' ');

/** Four words in a hundred are not ASCII; one in three hundred is written with an escape. */
export function words(dice, count) {
  let text = '';
  for (let i = 0; i < count; i++) {
    const kind = dice.next();
    const word = kind < 0.04 ? dice.pick(foreign) : kind < 0.0433 ? dice.pick(escaped) : dice.pick(plain);
    text += i === 0 ? word : ` ${word}`;
  }
  return text;
}

/** A value that fits an attribute's declaration. */
export function valueFor(dice, attribute) {
  switch (attribute.type) {
    case 'string':
      return textOf(dice, attribute);
    case 'number':
      return numberOf(dice, attribute);
    case 'boolean':
      return dice.chance(0.5) ? 'true' : 'false';
    case 'date':
      return `"${dateOf(dice)}"`;
    case 'object':
      return objectOf(dice);
    default:
      return `[${Array.from({ length: dice.below(4) }, () => objectOf(dice)).join(',')}]`;
  }
}

function textOf(dice, { enum: allowed, pattern, max_bytes: most }) {
  if (allowed) return `"${dice.pick(allowed)}"`;
  if (pattern) return `"${letters(dice, 3)}-${dice.between(1000, 9999)}"`;
  if (most) return `"${dice.pick(plain)} ${dice.below(1000)}"`;
  return `"${words(dice, dice.between(1, 8))}"`;
}

function letters(dice, count) {
  return Array.from({ length: count }, () => String.fromCharCode(65 + dice.below(26))).join('');
}

function numberOf(dice, { minimum, maximum }) {
  if (maximum !== undefined) return String(dice.between(minimum, maximum));
  const kind = dice.next();
  if (kind < 0.5) return String(dice.below(100_000));
  if (kind < 0.95 || minimum !== undefined) return (dice.below(10_000_000) / 100).toString();
  return kind < 0.99 ? String(-dice.below(1000)) : `${dice.between(1, 9)}.5e${dice.between(1, 6)}`;
}

export function dateOf(dice) {
  const day = `2026-${two(dice.between(1, 12))}-${two(dice.between(1, 28))}`;
  const kind = dice.next();
  if (kind < 0.4) return day;
  const time = `${two(dice.below(24))}:${two(dice.below(60))}:${two(dice.below(60))}`;
  return kind < 0.7 ? `${day} ${time}` : `${day}T${time}${kind < 0.85 ? 'Z' : '.250+05:30'}`;
}

export function objectOf(dice) {
  const id = dice.between(1, 99_999);
  return dice.chance(0.5)
    ? `{"id":${id},"label":"${dice.pick(labels)}"}`
    : `{"sku":"${letters(dice, 3)}-${id}","quantity":${dice.between(1, 9)}}`;
}

/** A moment as `yyyy-MM-dd HH:mm:ss`: so many seconds into the first of November 2026. */
export function timeOf(seconds) {
  return new Date(Date.UTC(2026, 10, 1) + Math.floor(seconds) * 1000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
}

function two(number) {
  return String(number).padStart(2, '0');
}

/** What a web or app event says of where it was sent from: about 250 bytes. */
export function contextOf(dice) {
  const platform = dice.pick(['website', 'm-site', 'android app', 'ios app']);
  const page = `/${dice.pick(plain)}/${dice.pick(plain)}-${dice.below(10_000)}`;
  const address = `${dice.between(1, 223)}.${dice.below(256)}.${dice.below(256)}.${dice.below(256)}`;
  const url = `"page":{"url":"https://shop.example.com${page}","referrer":"https://www.example.org/search?q=${dice.pick(plain)}"}`;
  const utm = `"utm":{"campaign":"${dice.pick(plain)}_${dice.below(100)}","source":"newsletter","medium":"email"}`;
  return `{"ip_address":"${address}","language":"en-IN","platform":"${platform}",${url}${dice.chance(0.5) ? `,${utm}` : ''}}`;
}

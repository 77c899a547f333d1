import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const vue = `import { computed, reactive, readonly, ref, shallowReactive, shallowRef, toRef, toRefs, toValue, unref } from 'vue';
`;

describe('what a state of Vue holds is of the type that it began with', () => {
  it.each([
    ['what a ref is unwrapped to', 'const n = ref(1);', 'unref(n)', 'number'],
    ['the value of a ref', 'const n = shallowRef(1);', 'toValue(n)', 'number'],
    ['the value of a getter', '', 'toValue(() => 1)', 'number'],
    [
      'what is derived',
      `const n = ref(1);\nconst d = computed(() => \`\${n.value} items\`);`,
      'unref(d)',
      'string',
    ],
    [
      'what a getter derives',
      'const n = ref(1);\nconst d = computed({ get: () => n.value > 1, set: (v) => { n.value = v; } });',
      'd.value',
      'boolean',
    ],
    ['a property of an object', `const s = reactive({ step: 1 });`, 's.step', 'number'],
    ['of an object below', `const s = shallowReactive({ cart: { step: 1 } });`, 's.cart.step', 'number'],
    ['of one that only reads another', `const s = readonly(reactive({ step: 1 }));`, 's.step', 'number'],
    ['of one that a ref holds', `const s = ref({ step: 1 });`, 's.value.step', 'number'],
    ['that is a ref itself', `const n = ref(1);\nconst s = reactive({ n });`, 's.n', 'number'],
    ['taken out as refs', `const { step } = toRefs(reactive({ step: 1 }));`, 'step.value', 'number'],
    [
      'with all others as refs',
      `const s = reactive({ step: 1 });\nconst all = toRefs(s);`,
      'all.step.value',
      'number',
    ],
    ['as one ref', `const s = reactive({ step: 1 });\nconst r = toRef(s, 'step');`, 'r.value', 'number'],
    ['as it is declared', 'const s = reactive({ id: null as string | null });', 's.id', 'null|string'],
    ['not where it begins as nothing', 'const s = reactive({ id: null });', 's.id', 'unknown'],
    ['not where it begins as an empty list', 'const s = reactive({ ids: [] });', 's.ids', 'unknown'],
    ['not what it does not begin with', 'const s = reactive({ step: 1 });', 's.other', 'unknown'],
    ['not of what is not known', 'const s = reactive(go());', 's.step', 'unknown'],
  ])('%s', (_, before, value, type) => {
    expect(sites(`${vue}${before}\nnv('event', 'e', { a: ${value} });`)).toEqual([`e { a: ${type} }`]);
  });

  it('no value of it is one that is always sent', () => {
    const code = `const s = reactive({ name: 'cart_seen' });\nnv('event', s.name, {});`;
    expect(sites(vue + code)).toEqual(['? {}']);
  });

  it.each([
    [
      'an object that changes',
      `const s = reactive({ step: 1, id: null });`,
      '{ ...s }',
      '{ step: number, id: unknown, … }',
    ],
    ['one in a ref', `const s = ref({ step: 1 });`, 's.value', '{ step: number, … }'],
    [
      'one that is derived',
      `const s = computed(() => ({ step: 1, id: null }));`,
      's.value',
      '{ step: number, id: null }',
    ],
    ['one that is not known', 'const s = reactive(go());', 's', '{ … }'],
  ])('the properties of %s', (_, before, object, expected) => {
    expect(sites(`${vue}${before}\nnv('event', 'e', ${object});`)).toEqual([`e ${expected}`]);
  });
});

describe('what a store of Pinia holds', () => {
  const setup = `import { defineStore, storeToRefs } from 'pinia';
${vue}export const useCart = defineStore('cart', () => {
  const total = ref(0);
  const coupon = ref<string>();
  const isFull = computed(() => total.value > 9);
  const currency = 'INR';
  const user = reactive({ name: 'Ann' });
  function add() {}
  return { total, coupon, isFull, currency, user, add };
});
`;
  const options = `import { defineStore, storeToRefs } from 'pinia';
export const useCart = defineStore('cart', {
  state: () => ({ total: 0, coupon: null as string | null }),
  getters: { isFull: (state) => state.total > 9, label() { return 'cart'; } },
});
`;

  it.each([
    [
      'by a setup',
      setup,
      '',
      '{ a: cart.total, b: cart.coupon, c: cart.isFull, d: cart.currency, e: cart.user.name }',
      '{ a: number, b: string, c: boolean, d: string, e: string }',
    ],
    [
      'taken out',
      setup,
      'const { total, currency } = cart;',
      '{ total, currency }',
      '{ total: number, currency: string }',
    ],
    [
      'as refs',
      setup,
      'const { total, isFull } = storeToRefs(cart);',
      '{ a: total.value, b: isFull.value }',
      '{ a: number, b: boolean }',
    ],
    [
      'by options',
      options,
      '',
      '{ a: cart.total, b: cart.coupon, c: cart.isFull, d: cart.label }',
      '{ a: number, b: null|string, c: boolean, d: string }',
    ],
    [
      'by options, as refs',
      options,
      'const { total } = storeToRefs(cart);',
      '{ a: total.value }',
      '{ a: number }',
    ],
    ['not what it lacks', setup, '', '{ a: cart.other }', '{ a: unknown }'],
  ])('%s', (_, store, before, object, expected) => {
    const code = `import { useCart } from './store';\nimport { storeToRefs } from 'pinia';\nconst cart = useCart();\n${before}\nnv('event', 'e', ${object});`;
    expect(sites({ 'a.ts': code, 'store.ts': store })).toEqual([`e ${expected}`]);
  });
});

it.each([
  [
    'an object',
    `useState({ step: 1, id: null })`,
    '{ a: state.step, b: state.id }',
    '{ a: number, b: unknown }',
  ],
  ['an object that a function makes', `useState(() => ({ step: 1 }))`, '{ a: state.step }', '{ a: number }'],
  ['as a whole', `useState({ step: 1 })`, 'state', '{ step: number, … }'],
  ['not what it does not begin with', `useState({ step: 1 })`, '{ a: state.other }', '{ a: unknown }'],
  ['not of another function', `useThing({ step: 1 })`, '{ a: state.step }', '{ a: unknown }'],
])('what a state of React holds is of the type that it began with: %s', (_, made, object, expected) => {
  const code = `const C = () => {\n  const [state, setState] = ${made};\n  nv('event', 'e', ${object});\n};`;
  expect(sites({ 'a.tsx': code })).toEqual([`e ${expected}`]);
});

import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [
  { callee: 'useTracking().capture', module: 'tracking', event: '0', attributes: '1' },
  { callee: 'useTrack()', event: '0', attributes: '1' },
];
const found = (body: string) =>
  sites(
    {
      'a.tsx': `import { useTracking } from 'tracking';\nconst send = (name, more) => nv('event', name, more);\nfunction Page({ other }) {\n${body}\n}`,
    },
    { calls },
  );

describe('what a ref holds is found where it is taken out', () => {
  it.each([
    ['a function', `const ref = useRef(send); return () => ref.current('sent', { n: 1 });`],
    [
      'a function that is set anew',
      `const ref = useRef(send); useEffect(() => { ref.current = send; }); return () => ref.current('sent', { n: 1 });`,
    ],
    [
      'a function that is set later',
      `const ref = useRef(null); ref.current = send; return () => ref.current?.('sent', { n: 1 });`,
    ],
    [
      'a function that is written there',
      `const ref = React.useRef((name) => nv('event', name, { n: 1 })); return () => ref.current('sent');`,
    ],
    ['the latest of a hook', `const ref = useLatest(send); return () => ref.current('sent', { n: 1 });`],
    [
      'functions of an object',
      `const ref = useRef({ send, other }); useEffect(() => { ref.current = { send, other }; });
      return () => { const { send } = ref.current; send('sent', { n: 1 }); };`,
    ],
    [
      'a method of an object',
      `const ref = useRef({ send, other }); return () => ref.current.send('sent', { n: 1 });`,
    ],
    [
      'a client',
      `const client = useTracking(); const ref = useRef(client); return () => ref.current.capture('sent', { n: 1 });`,
    ],
    [
      'a function of a client',
      `const { capture } = useTracking(); const ref = useRef({ capture }); return () => { const { capture } = ref.current; capture('sent', { n: 1 }); };`,
    ],
    [
      'what a hook hands over',
      `const track = useTrack(); const ref = useRef({ track }); return () => { const { track } = ref.current; track('sent', { n: 1 }); };`,
    ],
  ])('%s', (_, body) => {
    expect(found(body).filter((each) => !each.startsWith('?'))).toEqual(['sent { n: number }']);
  });

  it.each([
    [
      'of another that is set',
      `const ref = useRef(send); ref.current = other; return () => ref.current('sent', { n: 1 });`,
    ],
    [
      'of another object that is set',
      `const ref = useRef({ send }); ref.current = { send: other }; return () => ref.current.send('sent', { n: 1 });`,
    ],
    ['of another hook', `const ref = useThing(send); return () => ref.current('sent', { n: 1 });`],
    ['as another property', `const ref = useRef(send); return () => ref.previous('sent', { n: 1 });`],
    ['of nothing', `const ref = useRef(null); return () => ref.current('sent', { n: 1 });`],
  ])('but not %s', (_, body) => {
    expect(found(body).filter((each) => !each.startsWith('?'))).toEqual([]);
  });

  it('but a number that may be counted up', () => {
    expect(found(`const ref = useRef(0); return () => nv('event', 'sent', { n: ref.current });`)).toContain(
      'sent { n: number }',
    );
    expect(found(`const ref = useRef('a'); return () => nv('event', ref.current, {});`)).toContain('? {}');
  });
});

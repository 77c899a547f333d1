import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const around = `const around = (run) => (req, res, next) => Promise.resolve(run(req, res, next)).catch(next);`;
const logged = `const logged = (run) => async (...args) => { try { return await run(...args); } catch {} };`;

describe('what a handler sends is written in the handler, whatever runs it', () => {
  it.each([
    [
      'a function around it',
      `${around}\napp.post('/', around((req) => nv('event', req.body.name, { n: 1 })));`,
      ['a.tsx:2:31 ? { n: number }'],
    ],
    [
      'two functions around it',
      `${around}\n${logged}\napp.post('/', around(logged((req) => nv('event', req.body.name, { n: 1 }))));`,
      ['a.tsx:3:38 ? { n: number }'],
    ],
    [
      'a function that puts two around it',
      `${around}\n${logged}\nfunction both(run) { return around(logged(run)); }\nexport const post = both((req) => nv('event', req.body.name, { n: 1 }));`,
      ['a.tsx:4:35 ? { n: number }'],
    ],
    [
      'a function around several',
      `${around}\nexport const one = around((req) => nv('event', req.body.name, { n: 1 }));\nexport const two = around((req) => nv('event', req.params.name, { n: 2 }));`,
      ['a.tsx:2:36 ? { n: number }', 'a.tsx:3:36 ? { n: number }'],
    ],
    [
      'a function around handlers that have names',
      `${around}\nconst one = (req) => nv('event', req.body.name, { n: 1 });\nconst two = (req) => nv('event', req.body.name, { n: 2 });\napp.post('/', around(one));\napp.post('/two', around(two));`,
      ['a.tsx:2:22 ? { n: number }', 'a.tsx:3:22 ? { n: number }'],
    ],
    [
      'a function that gives it an object',
      `const withUser = (run) => (req) => run({ req, user: 1 });\napp.post('/', withUser(({ req, user }) => nv('event', req.body.name, { user })));`,
      ['a.tsx:2:43 ? { user: unknown }'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });

  it('in other files', () => {
    const files = {
      'around.ts': `export ${around}`,
      'post.ts': `import { around } from './around';\nexport const post = around(async (req) => {\n  nv('event', req.body.name, {});\n});`,
      'index.ts': `import { post } from './post';\napp.post('/', post);`,
    };
    expect(sites(files)).toEqual(['post.ts:3:3 ? {}']);
  });
});

describe('but who runs it with a name is the call site', () => {
  it.each([
    [
      'through what the function around it has made',
      `${around}\nconst post = around((req) => nv('event', req.name, { n: 1 }));\npost({ name: 'paid' });`,
      ['a.tsx:3:1 paid { n: number } via around > post'],
    ],
    [
      'where the function around it writes the name',
      `const around = (run) => (req) => run({ ...req, name: 'paid' });\napp.post('/', around((req) => nv('event', req.name, { n: 1 })));`,
      ['a.tsx:1:34 paid { n: number } via a'],
    ],
    [
      'or what is a name that nobody knows',
      `const start = (run) => run(load());\nstart((name) => nv('event', name, {}));`,
      ['a.tsx:1:24 ? {} via a'],
    ],
    [
      'in a hook that keeps it',
      `const track = useCallback((name) => nv('event', name, {}), []);\nconst tracker = (send) => (name) => send(name);\nconst paid = tracker(track);\npaid('paid');`,
      ['a.tsx:4:1 paid {} via tracker > track'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });
});

describe('a function that runs another once', () => {
  const once = `const once = (run) => {\n  let isDone = false;\n  return (...args) => {\n    if (isDone) return;\n    isDone = true;\n    return run(...args);\n  };\n};`;
  it.each([
    [
      'sends what that is given',
      `const send = once((name, more) => nv('event', name, more));\nsend('paid', { n: 1 });`,
      ['a.tsx:10:1 paid { n: number } via once > send'],
    ],
    [
      'which is made elsewhere',
      `const track = (name, more) => nv('event', name, more);\nconst send = once(track);\nsend('paid', { n: 1 });`,
      ['a.tsx:11:1 paid { n: number } via once > track'],
    ],
    [
      'but not where that is set before it is asked',
      `const never = (name) => {\n  let isDone = false;\n  isDone = true;\n  if (isDone) return;\n  nv('event', name, {});\n};\nnever('paid');`,
      [],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(`${once}\n${code}`)).toEqual(expected);
  });
});

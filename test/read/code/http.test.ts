import { describe, expect, it } from 'vitest';
import { notifyvisitors } from '../../support/lint-example.ts';
import { placeText, read, sites } from './sites.ts';

const events = notifyvisitors.apis.find(({ id }) => id === 'events')?.urls[0] as string;
const combined = notifyvisitors.apis.find(({ id }) => id === 'user_event')?.urls[0] as string;
const users = notifyvisitors.apis.find(({ id }) => id === 'user')?.urls[0] as string;
const entry = `{ userID: 'u1', event_name: 'order_placed', attributes: { total: 1 } }`;
const body = `{ nv: [${entry}] }`;
const { origin, hostname, pathname } = new URL(events);

describe('an event in the body of an HTTP call is found', () => {
  it.each([
    ['fetch', `fetch('${events}', { method: 'POST', body: JSON.stringify(${body}) });`],
    ['fetch through window', `window.fetch('${events}', { body: JSON.stringify(${body}) });`],
    ['fetch with a URL object', `fetch(new URL('${events}'), { body: JSON.stringify(${body}) });`],
    ['fetch with a query', `fetch('${events}?brand=1', { body: JSON.stringify(${body}) });`],
    ['a constant address', `const url = '${events}';\nfetch(url, { body: JSON.stringify(${body}) });`],
    [
      'an address that is put together',
      `const host = '${origin}';\nfetch(\`\${host}${pathname}\`, { body: JSON.stringify(${body}) });`,
    ],
    ['a body in a variable', `const body = ${body};\nfetch('${events}', { body: JSON.stringify(body) });`],
    [
      'a stringified body in a variable',
      `const body = JSON.stringify(${body});\nfetch('${events}', { method: 'POST', body });`,
    ],
    [
      'options in a variable',
      `const options = { body: JSON.stringify(${body}) };\nfetch('${events}', options);`,
    ],
    [
      'an entry in a variable',
      `const entry = ${entry};\nfetch('${events}', { body: JSON.stringify({ nv: [entry] }) });`,
    ],
    [
      'entries in a variable',
      `const nv = [${entry}];\nfetch('${events}', { body: JSON.stringify({ nv }) });`,
    ],
    [
      'a request of Node’s own',
      `import https from 'node:https';\nconst req = https.request({ hostname: '${hostname}', path: '${pathname}', method: 'POST' }, done);\nreq.write(JSON.stringify(${body}));\nreq.end();`,
    ],
    [
      'a request of Node’s own, by its address',
      `import { request } from 'https';\nconst req = request('${events}', { method: 'POST' }, done);\nreq.end(JSON.stringify(${body}));`,
    ],
    ['axios.post', `axios.post('${events}', ${body}, { headers });`],
    ['axios', `axios({ method: 'post', url: '${events}', data: ${body} });`],
    ['axios.request', `axios.request({ url: '${events}', data: ${body} });`],
    [
      'an axios instance',
      `const client = axios.create({ baseURL: '${origin}' });\nclient.post('${pathname}', ${body});`,
    ],
    ['got', `await got.post('${events}', { json: ${body} });`],
    ['ky', `await ky.post('${events}', { json: ${body} }).json();`],
    [
      'a ky instance',
      `const api = ky.create({ prefixUrl: '${origin}/' });\napi.post('${pathname.slice(1)}', { json: ${body} });`,
    ],
    ['sendBeacon', `navigator.sendBeacon('${events}', JSON.stringify(${body}));`],
    ['an address from the environment', `fetch(process.env.EVENTS_URL, { body: JSON.stringify(${body}) });`],
    [
      'entries made by map',
      `fetch('${events}', { body: JSON.stringify({ nv: orders.map((o) => (${entry})) }) });`,
    ],
    [
      'attributes in a variable',
      `const attributes = { total: 1 };\nfetch('${events}', { body: JSON.stringify({ nv: [{ userID, event_name: 'order_placed', attributes }] }) });`,
    ],
  ])('%s', (_, code) => {
    expect(sites(code)).toEqual(['order_placed { total: number }']);
    expect(read({ 'a.ts': code }).uses[0]?.api?.id).toBe('events');
  });

  it('each of several', () => {
    const two = `{ nv: [${entry}, { event_name: name, attributes: {} }, ...more] }`;
    expect(sites(`fetch('${events}', { body: JSON.stringify(${two}) });`)).toEqual([
      'order_placed { total: number }',
      '? {}',
      '? { … }',
    ]);
  });

  it('of the combined call, by address and by form', () => {
    for (const url of [`'${combined}'`, 'config.url']) {
      const { uses } = read({ 'a.ts': `fetch(${url}, { body: JSON.stringify({ nv: ${entry} }) });` });
      expect(uses.map(({ api, names }) => [api?.id, ...names])).toEqual([['user_event', 'order_placed']]);
    }
  });

  it('where the body is put together elsewhere, once', () => {
    const [use] = read({ 'a.ts': `const send = (body) => fetch('${events}', { body });` }).uses;
    expect(use).toMatchObject({ names: [], dynamic: true, open: true, call: { sink: 'fetch' } });
  });

  it('points at the entry', () => {
    const [use] = read({
      'a.ts': `await fetch('${events}', {\n  body: JSON.stringify({ nv: [${entry}] }),\n});`,
    }).uses;
    expect(use && placeText(use, { part: 'event' })).toBe(`a.ts:2:59 'order_placed'`);
    expect(use && placeText(use, { part: 'attribute', name: 'total' })).toBe('a.ts:2:89 total');
    expect(use && placeText(use, { part: 'value', name: 'total' })).toBe('a.ts:2:96 1');
    expect(use && placeText(use, { part: 'whole' })).toBe('a.ts:1:7 fetch');
  });
});

describe('other HTTP calls are not found', () => {
  it.each([
    [
      'written to a file',
      `import fs from 'node:fs';\nconst file = fs.createWriteStream('${events}');\nfile.write(JSON.stringify(${body}));`,
    ],
    [
      'of Node’s own to another host',
      `import https from 'node:https';\nconst req = https.request({ hostname: 'example.com', path: '${pathname}' });\nreq.end(JSON.stringify(${body}));`,
    ],
    ['to another address', `fetch('https://example.com/events', { body: JSON.stringify(${body}) });`],
    [
      'that carry no event',
      `fetch('${users}', { body: JSON.stringify({ nv: [{ userID: 'u1', user_attributes: {} }] }) });`,
    ],
    ['with another body', `fetch(url, { body: JSON.stringify({ nv: [{ name: 'x' }] }) });`],
    ['with no body', `fetch(url);`],
    ['by a function that sends nothing', `record('${events}', ${body});`],
  ])('%s', (_, code) => {
    expect(sites(code)).toEqual([]);
  });
});

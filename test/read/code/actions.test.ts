import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const saga = `import { takeEvery, takeLatest, call } from 'redux-saga/effects';\n`;
const send = `function* send({ payload }) {\n  nv('event', payload.name, payload.details);\n}\n`;

describe('an action that a function takes by its type, and then sends, is sent where it is made', () => {
  it.each([
    [
      'by a creator of a package',
      `${saga}import { createAction } from '@reduxjs/toolkit';\nconst sent = createAction('sent');\n${send}takeEvery(sent, send);\ndispatch(sent({ name: 'order_placed', details: { total: 1 } }));`,
      'a.tsx:8:10 order_placed { total: number } via send',
    ],
    [
      'by the type of a creator',
      `${saga}import { createAction } from '@reduxjs/toolkit';\nconst sent = createAction('sent');\n${send}takeLatest(sent.type, send);\ndispatch(sent({ name: 'order_placed', details: {} }));`,
      'a.tsx:8:10 order_placed {} via send',
    ],
    [
      'by a creator that prepares it',
      `${saga}import { createAction } from '@reduxjs/toolkit';\nconst sent = createAction('sent', (name, total) => ({ payload: { name, details: { total } } }));\n${send}takeEvery(sent, send);\ndispatch(sent('order_placed', 1));`,
      'a.tsx:8:10 order_placed { total: number } via send',
    ],
    [
      'by a creator of two calls',
      `${saga}import { createAction } from 'typesafe-actions';\nconst sent = createAction('sent')<Sent>();\n${send}takeEvery(sent, send);\ndispatch(sent({ name: 'order_placed', details: {} }));`,
      'a.tsx:8:10 order_placed {} via send',
    ],
    [
      'by the type that is asked of a creator',
      `${saga}import { createAction, getType } from 'typesafe-actions';\nconst sent = createAction('sent', (name, total) => ({ name, details: { total } }))();\n${send}takeEvery(getType(sent), send);\ndispatch(sent('order_placed', 1));`,
      'a.tsx:8:10 order_placed { total: number } via send',
    ],
    [
      'by a slice',
      `${saga}import { createSlice } from '@reduxjs/toolkit';\nconst slice = createSlice({ name: 'shop', initialState: {}, reducers: { sent() {} } });\nconst { sent } = slice.actions;\n${send}takeEvery(sent, send);\ndispatch(sent({ name: 'order_placed', details: {} }));`,
      'a.tsx:9:10 order_placed {} via send',
    ],
    [
      'by a function that makes it',
      `${saga}const SENT = 'shop/sent';\nconst sent = (name, details) => ({ type: SENT, payload: { name, details } });\n${send}takeEvery(SENT, send);\ndispatch(sent('order_placed', { total: 1 }));`,
      'a.tsx:8:10 order_placed { total: number } via send',
    ],
    [
      'where it is written',
      `${saga}const SENT = 'shop/sent';\n${send}takeEvery([SENT, 'more'], send);\ndispatch({ type: SENT, payload: { name: 'order_placed', details: {} } });`,
      'a.tsx:7:1 order_placed {} via send',
    ],
    [
      'through an effect that calls',
      `${saga}import { createAction } from '@reduxjs/toolkit';\nconst sent = createAction('sent');\nconst track = ({ name, details }) => nv('event', name, details);\nfunction* send({ payload }) {\n  yield call(track, payload);\n}\ntakeEvery(sent, send);\ndispatch(sent({ name: 'order_placed', details: { total: 1 } }));`,
      'a.tsx:9:10 order_placed { total: number } via send > track',
    ],
    [
      'by one of a group',
      `import { createActionGroup, props } from '@ngrx/store';\nconst shop = createActionGroup({ source: 'Shop', events: { 'Order sent': props<Order>(), Other: props() } });\nactions$.pipe(ofType(shop.orderSent), tap(({ name, details }) => nv('event', name, details)));\nstore.dispatch(shop.orderSent({ name: 'order_placed', details: { total: 1 } }));\nstore.dispatch(shop.other({ name: 'order_paid' }));`,
      'a.tsx:4:16 order_placed { total: number } via a',
    ],
    [
      'by a thunk',
      `import { createAsyncThunk } from '@reduxjs/toolkit';\nexport const place = createAsyncThunk('shop/place', async ({ name, ...details }, { dispatch }) => {\n  nv('event', name, details);\n});\nconst other = createAsyncThunk('shop/other', async ({ name }) => name);\ndispatch(place({ name: 'order_placed', total: 1 }));\ndispatch(other({ name: 'order_paid' }));`,
      'a.tsx:6:10 order_placed { total: number } via place',
    ],
    [
      'from a stream',
      `import { createAction, props } from '@ngrx/store';\nconst sent = createAction('sent', props<Sent>());\nconst sent$ = createEffect(() => actions$.pipe(ofType(sent), tap(({ name, details }) => nv('event', name, details))));\nstore.dispatch(sent({ name: 'order_placed', details: { total: 1 } }));`,
      'a.tsx:4:16 order_placed { total: number } via sent$',
    ],
    [
      'by a listener',
      `import { createAction } from '@reduxjs/toolkit';\nconst sent = createAction('sent');\nlistener.startListening({ actionCreator: sent, effect: ({ payload }) => nv('event', payload, {}) });\ndispatch(sent('order_placed'));`,
      'a.tsx:4:10 order_placed {} via effect',
    ],
    [
      'by a middleware',
      `import { createAction } from '@reduxjs/toolkit';\nconst sent = createAction('sent');\nconst moved = createAction('moved');\nconst middleware = (store) => (next) => (action) => {\n  switch (action.type) {\n    case sent.type:\n      nv('event', action.payload.name, {});\n      break;\n    case moved.type:\n      nv('event', 'moved', {});\n  }\n  return next(action);\n};\ndispatch(sent({ name: 'order_placed' }));\ndispatch(moved());`,
      'a.tsx:14:10 order_placed {} via middleware',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toContain(expected);
  });

  it('across files, by those who are bound to the store', () => {
    const files = {
      'slice.ts': `import { createAction } from '@reduxjs/toolkit';\nexport const trackEvent = createAction('analytics/trackEvent');`,
      'worker.ts': `export function* work({ payload }) {\n  nv('event', payload.key, payload.properties);\n}`,
      'saga.ts': `import { takeLatest } from 'redux-saga/effects';\nimport * as workers from './worker';\nimport { trackEvent } from './slice';\nexport function* saga() {\n  yield takeLatest(trackEvent.type, workers.work);\n}`,
      'actions.ts': `import * as analytics from './slice';\nexport const actions = { analytics };`,
      'page.tsx': `import { bindActionCreators } from 'redux';\nimport { actions } from './actions';\nconst Page = ({ analyticsActions }) => {\n  analyticsActions.trackEvent({ key: 'order_placed', properties: { total: 1 } });\n};\nconst mapDispatch = (dispatch) => ({ analyticsActions: bindActionCreators(actions.analytics, dispatch) });\nexport default connect(null, mapDispatch)(Page);`,
    };
    expect(sites(files)).toEqual(['page.tsx:4:3 order_placed { total: number } via work']);
  });

  it.each([
    ['of another type', `dispatch(moved({ name: 'order_placed' }));`],
    ['that is only written', `const expected = { type: SENT, payload: { name: 'order_placed' } };`],
    ['of which the type is not known', `dispatch({ type: kind, payload: { name: 'order_placed' } });`],
  ])('not an action %s', (_, code) => {
    const all = `${saga}import { createAction } from '@reduxjs/toolkit';\nconst SENT = 'sent';\nconst moved = createAction('moved');\n${send}takeEvery(SENT, send);\n${code}`;
    expect(sites(all)).toEqual(['a.tsx:6:3 ? { … }']);
  });

  it('not by a function of the project of the same name', () => {
    const code = `const takeEvery = (type, func) => func;\nconst SENT = 'sent';\n${send}takeEvery(SENT, send);\ndispatch({ type: SENT, payload: { name: 'order_placed' } });`;
    expect(sites(code)).toEqual(['a.tsx:4:3 ? { … }']);
  });

  it('not through a function that only is called as an effect is', () => {
    const code = `const call = (func, ...args) => func;\nconst track = (name) => nv('event', name, {});\ncall(track, 'order_placed');`;
    expect(sites(code)).toEqual(['a.tsx:2:25 ? {}']);
  });

  it('not what a middleware does with any action', () => {
    const code = `const SENT = 'sent';\nconst middleware = (store) => (next) => (action) => {\n  nv('event', action.name, {});\n  return next(action);\n};\ndispatch({ type: SENT, name: 'order_placed' });`;
    expect(sites(code)).toEqual(['a.tsx:3:3 ? {}']);
  });
});

describe('what `unionize` makes is known by its tag', () => {
  const events = `import { unionize, ofType } from 'unionize';\nconst Events = unionize({ OrderPlaced: ofType(), OrderPaid: ofType() }, { tag: 'type', value: 'payload' });\nconst track = (event) => nv('event', event.type, event.payload);\n`;

  it.each([
    [
      'with its value',
      `track(Events.OrderPaid({ total: 1 }));`,
      'a.tsx:4:1 OrderPaid { total: number } via track',
    ],
    ['of a variant that there is not', `track(Events.Other({ total: 1 }));`, 'a.tsx:4:1 ? { … } via track'],
  ])('%s', (_, code, expected) => {
    expect(sites(events + code)).toEqual([expected]);
  });

  it('beside its properties, where it has no value of its own', () => {
    const code = `import { unionize, ofType } from 'unionize';\nconst Events = unionize({ OrderPaid: ofType() });\nconst track = ({ tag, ...details }) => nv('event', tag, details);\ntrack(Events.OrderPaid({ total: 1 }));`;
    expect(sites(code)).toEqual(['a.tsx:4:1 OrderPaid { total: number } via track']);
  });
});

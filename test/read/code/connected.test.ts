import { describe, expect, it } from 'vitest';
import { placedSites } from './sites.ts';

const actions = `export const send = (name, more) => { nv('event', name, more); };\nexport const other = (name) => ({ type: name });`;
const panel = `export const Panel = ({ send }) => <b onClick={() => send('sent', { n: 1 })} />;`;
const classPanel = `export class Panel extends React.Component { go() { this.props.send('sent', { n: 1 }); } }`;
/** The call sites in a component, apart from where the actions are. */
const found = (component: string, container: string) =>
  placedSites({
    'actions.ts': actions,
    'panel.tsx': component,
    'container.ts': `import { send, other } from './actions';\nimport { Panel } from './panel';\n${container}`,
  })
    .filter((site) => site.startsWith('panel'))
    .map((site) => site.replace(/^\S+ /, ''));

const connected: readonly (readonly [name: string, container: string])[] = [
  ['in an object', `export default connect(null, { send })(Panel);`],
  ['in a constant', `const actions = { send };\nexport default connect(state, actions)(Panel);`],
  [
    'by a function of dispatch',
    `const actions = (dispatch) => ({ send: (name, more) => dispatch(send(name, more)) });\nexport default connect(null, actions)(Panel);`,
  ],
  [
    'by a method that a function of dispatch returns',
    `const actions = (dispatch) => ({ send(name, more) { dispatch(send(name, more)); } });\nexport default connect(null, actions)(Panel);`,
  ],
  [
    'by bindActionCreators',
    `const actions = (dispatch) => bindActionCreators({ send }, dispatch);\nexport default connect(null, actions)(Panel);`,
  ],
  ['among other makers', `export default compose(withRouter, connect(null, { send }), localize)(Panel);`],
  ['around another maker', `export default connect(null, { send })(withRouter(Panel));`],
];

describe('a component that is connected to a store is given actions that send', () => {
  it.each(connected)('%s', (_, container) => {
    expect(found(panel, container)).toEqual([
      expect.stringMatching(/^sent \{ n: number \} via (send > )?send$/),
    ]);
  });

  it.each(connected)('also where it is a class: %s', (_, container) => {
    expect(found(classPanel, container)).toEqual([
      expect.stringMatching(/^sent \{ n: number \} via (send > )?send$/),
    ]);
  });

  it.each([
    ['under another name', panel.replaceAll('send', 'record'), `connect(null, { record: send })(Panel);`],
    [
      'as one of its props',
      `export const Panel = (props) => { props.send('sent', { n: 1 }); };`,
      `connect(null, { send })(Panel);`,
    ],
    [
      'and takes it out of its props',
      `export class Panel extends Component { go() { const { send } = this.props; send('sent', { n: 1 }); } }`,
      `connect(null, { send })(Panel);`,
    ],
    [
      'and hands its props on',
      `export class Panel extends Component { all() { return this.props; }\ngo() { this.all().send('sent', { n: 1 }); } }`,
      `connect(null, { send })(Panel);`,
    ],
  ])('%s', (_, component, container) => {
    expect(found(component, container)).toEqual(['sent { n: number } via send']);
  });

  it.each([
    [
      'a method of another name is',
      panel,
      `connect(null, (dispatch) => ({ post(name) { dispatch(send(name)); } }))(Panel);`,
    ],
    ['another action goes by that name', panel, `connect(null, { send: other })(Panel);`],
    ['another component is', panel, `connect(null, { send })(Other);`],
    ['it comes out of the state', panel, `connect({ send }, null)(Panel);`],
    ['another function is called', panel, `attach(null, { send })(Panel);`],
    [
      'it is the second parameter',
      `export const Panel = (props, { send }) => { send('sent'); };`,
      `connect(null, { send })(Panel);`,
    ],
  ])('but not where %s', (_, component, container) => {
    expect(found(component, container)).toEqual([]);
  });
});

describe('a component that is a class is handed what sends', () => {
  const rendered = (element: string) =>
    placedSites({
      'actions.ts': actions,
      'panel.tsx': classPanel,
      'a.tsx': `import { send, other } from './actions';\nimport { Panel } from './panel';\nexport const a = ${element};`,
    }).filter((site) => site.startsWith('panel'));

  it('as a prop', () => {
    expect(rendered('<Panel send={send} />')).toEqual(['panel.tsx:1:53 sent { n: number } via send']);
  });

  it.each(['<Panel send={other} />', '<Other send={send} />', '<Panel record={send} />'])(
    'but not by %s',
    (element) => {
      expect(rendered(element)).toEqual([]);
    },
  );
});

describe('a component that is given the name is a wrapper also by the name under which another module', () => {
  const link = `const Link = ({ event }) => <a onClick={() => nv('event', event, {})} />;\nexport default Link;`;
  const found = (container: string, page: string) =>
    placedSites({ 'parts/link.tsx': link, 'parts/box.tsx': container, 'page.tsx': page });
  const imports = `import Part from './link';\nimport { memo } from 'react';\n`;

  it.each([
    ['connects it', `export default connect(state)(Part);`],
    ['keeps it memoized', `export default memo(Part);`],
    ['puts makers together around it', `export default compose(withRouter, connect(state))(Part);`],
    ['keeps what it connects in a constant', `const Made = connect(state)(Part);\nexport default Made;`],
  ])('%s', (_, container) => {
    const page = `import Box from './parts/box';\nexport const Page = () => <Box event="opened" />;`;
    expect(found(`${imports}${container}`, page)).toEqual([
      expect.stringMatching(/^page.tsx:2:\d+ opened \{\} via Link$/),
    ]);
  });

  it('exports what it connects', () => {
    const container = `${imports}export const Box = connect(state)(Part);`;
    const page = `import { Box } from './parts/box';\nexport const Page = () => <Box event="opened" />;`;
    expect(found(container, page)).toEqual([expect.stringMatching(/^page.tsx:2:\d+ opened \{\} via Link$/)]);
  });

  it.each([
    ['only uses it', `export default render(Part, 1).done;`],
    ['makes something else of it', `export default describe(Part);`],
  ])('but not where it %s', (_, container) => {
    const page = `import Box from './parts/box';\nexport const Page = () => <Box event="opened" />;`;
    expect(found(`${imports}${container}`, page)).toEqual([
      expect.stringMatching(/^parts\/link.tsx:1:\d+ \?/),
    ]);
  });
});

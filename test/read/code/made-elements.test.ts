import { describe, expect, it } from 'vitest';
import { placedSites } from './sites.ts';

const link = `export const Link = ({ event, ...rest }) => <a onClick={() => nv('event', event, rest)} />;`;
const classed = `export class Link extends React.Component { render() { return <a onClick={() => nv('event', this.props.event, { n: this.props.n })} />; } }`;

/** The call sites of which the name is known, in a file beside the one with the component. */
const found = (use: string, component = link) =>
  placedSites({ 'link.tsx': component, 'use.tsx': `import { Link } from './link';\n${use}` }).filter(
    (site) => !site.includes('?'),
  );

describe('an element is found that a function makes', () => {
  it.each([
    ['of React', `React.createElement(Link, { event: 'opened', n: 1 });`],
    ['of React by its name', `const a = () => createElement(Link, { event: 'opened', n: 1 }, 'text');`],
    ['of Vue', `const a = { render: () => h(Link, { event: 'opened', n: 1 }) };`],
  ])('%s', (_, use) => {
    for (const component of [link, classed])
      expect(found(use, component)).toEqual([
        expect.stringMatching(/^use.tsx:2:\d+ opened { n: number } via Link$/),
      ]);
  });

  it('that hands over what sends', () => {
    const use = `const Panel = ({ send }) => <a onClick={() => send('opened', {})} />;\nconst track = (name, more) => nv('event', name, more);\nReact.createElement(Panel, { send: track });`;
    expect(found(use)).toEqual(['use.tsx:2:47 opened {} via track']);
  });

  it.each([
    ['nothing', `React.createElement(Link, null);`],
    [
      'a function of the project',
      `const createElement = (Part, props) => log(props);\ncreateElement(Link, { event: 'opened' });`,
    ],
    ['another one', `register(Link, { event: 'opened' });`],
    ['an element of HTML', `React.createElement('a', { event: 'opened' });`],
  ])('but not by %s', (_, use) => {
    expect(found(use)).toEqual([]);
  });
});

describe('a component that is styled is the component', () => {
  it.each([
    ['by a template', 'const Big = styled(Link)`color: red;`;'],
    ['by a template with types', 'const Big = styled(Link)<{ wide: boolean }>`color: red;`;'],
    ['by an object', `const Big = styled(Link)({ color: 'red' });`],
    [
      'by a function',
      `const Big = styled(Link, { shouldForwardProp: no })(({ theme }) => ({ color: theme.red }));`,
    ],
    ['with options', 'const Big = styled(Link).withConfig({ shouldForwardProp: no })`color: red;`;'],
    ['twice', 'const Mid = styled(Link)`color: red;`;\nconst Big = styled(Mid)`color: blue;`;'],
  ])('%s', (_, big) => {
    for (const component of [link, classed])
      expect(found(`${big}\nconst a = <Big event="opened" n={1} />;`, component)).toEqual([
        expect.stringMatching(/^use.tsx:\d:16 opened { n: number } via Link$/),
      ]);
  });

  it('across files', () => {
    const files = {
      'link.tsx': link,
      'styles.ts': `import { Link } from './link';\nexport const Big = styled(Link)\`color: red;\`;`,
      'use.tsx': `import { Big as Large } from './styles';\nconst a = <Large event="opened" />;`,
    };
    expect(placedSites(files)).toContain('use.tsx:2:18 opened {} via Link');
  });

  it.each([
    ['given other props', `const Big = styled(Link).attrs({ event: 'closed' })\`color: red;\`;`],
    ['made by another function', 'const Big = other(Link)`color: red;`;'],
    ['another one', 'const Big = styled(Other)`color: red;`;'],
  ])('but not where it is %s', (_, big) => {
    expect(found(`${big}\nconst a = <Big event="opened" />;`)).toEqual([]);
  });
});

describe('a function between the tags of an element is given what sends', () => {
  const send = `const send = (name, more) => nv('event', name, more);`;
  it.each([
    [
      'as a part',
      `const Tracker = ({ children }) => { ${send} return children({ send }); };`,
      `({ send }) => <a onClick={() => send('opened', {})} />`,
    ],
    [
      'itself',
      `function Tracker(props) { ${send} return <b>{props.children(send)}</b>; }`,
      `(track) => { track('opened', {}); return null; }`,
    ],
  ])('%s', (_, tracker, children) => {
    expect(found(`${tracker}\nconst a = <Tracker>{${children}}</Tracker>;`)).toEqual([
      expect.stringMatching(/^use.tsx:3:\d+ opened {} via send$/),
    ]);
  });

  it('but not among other things, nor of another component', () => {
    const tracker = `const Tracker = ({ children }) => { ${send} return children({ send }); };`;
    const children = `({ send }) => send('opened', {})`;
    expect(
      found(
        `${tracker}\nconst a = <Tracker>{b}{${children}}</Tracker>;\nconst c = <Other>{${children}}</Other>;`,
      ),
    ).toEqual([]);
  });
});

describe('a component that a key chooses is found', () => {
  const rows = `const Other = ({ event }) => <a onClick={() => nv('event', \`other_${'$'}{event}\`, {})} />;\nconst rows = { link: Link, other: Other };\n`;
  it.each([
    [
      'that is known',
      `const Row = rows['other'];\nconst a = <Row event="opened" />;`,
      'other_opened {} via Other',
    ],
    [
      'that is not',
      `const List = ({ kind }) => { const Row = rows[kind] ?? Link; return <Row event="opened" />; };`,
      'opened {} via Link',
    ],
    [
      'that is given',
      `const List = ({ kind, event }) => { const Row = rows[kind]; return <Row event={event} />; };\nconst a = <List kind="other" event="opened" />;`,
      'other_opened {} via List > Other',
    ],
  ])('%s', (_, use, expected) => {
    expect(found(rows + use)).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    ['a function', `const row = rows[kind];\nrow({ event: 'opened' });`],
    ['a key that there is not', `const Row = rows['none'];\nconst a = <Row event="opened" />;`],
    ['an object that is not known', `const Row = all[kind];\nconst a = <Row event="opened" />;`],
  ])('but not %s', (_, use) => {
    expect(found(rows + use)).toEqual([]);
  });
});

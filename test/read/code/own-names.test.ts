import { describe, expect, it } from 'vitest';
import { placedSites, read } from './sites.ts';

const save = `(name: string) => nv('event', name, {})`;
/** What calls something by the same name that is none of it. */
const other = {
  'other.ts': `import { save } from './disk';\nsave('order.json');\nref.current('order.json');\nexport const Save = save;`,
};

describe('a function of which no other file can get hold is looked for in none', () => {
  it.each([
    ['that is called where it is made', `export function form() { const save = ${save}; save('sent'); }`],
    [
      'that is declared',
      `export function form() { function save(name) { nv('event', name); } save('sent'); }`,
    ],
    ['of a module that does not export it', `const save = ${save};\nexport const form = () => save('sent');`],
    [
      'that is given to an element',
      `export const Form = () => { const save = ${save}; return <a onClick={save} />; };`,
    ],
    [
      'that a hook keeps and compares',
      `export function useForm() { const save = useCallback(${save}, []); useEffect(() => save('sent'), [save]); }`,
    ],
    [
      'that a call makes',
      `const make = () => ${save};\nexport function form() { const save = make(); save('sent'); }`,
    ],
    [
      'that a ref holds',
      `export function useForm() { const save = useRef(null); save.current = ${save}; if (save.current) save.current('sent'); }`,
    ],
    [
      'that is rendered',
      `export const Form = () => { const Save = ({ name }) => { nv('event', name); return null; }; return <Save name="sent" />; };`,
    ],
    [
      'beside members by that name, and words about it',
      `export function form(disk) { /* save it */ const save = ${save}; save('save'); disk.save(); return { save: 1 }; }`,
    ],
    [
      'beside another of that name, which is handed on',
      `export function form() { const save = ${save}; save('sent'); }\nexport function disk() { const save = write(); return save; }`,
    ],
    [
      'beside a parameter of that name, in code and in a type',
      `export type Form = (save: string) => void;\nexport function form() { const save = ${save}; save('sent'); }\nexport const disk = (save) => [save];`,
    ],
  ])('%s', (_, code) => {
    expect(read({ 'form.tsx': code, ...other })).toMatchObject({ parsed: 1, uses: [{ call: {} }] });
  });

  it.each([
    ['is exported', `export const save = ${save};`],
    ['is exported by a list', `const save = ${save};\nexport { save };`],
    ['is the default export', `const save = ${save};\nexport default save;`],
    ['is all that a module exports', `const save = ${save};\nmodule.exports = save;`],
    ['is global', `function save(name) { nv('event', name); }`],
    ['is handed back', `export function useForm() { const save = ${save}; return save; }`],
    ['is handed back in an object', `export function useForm() { const save = ${save}; return { save }; }`],
    ['is handed back in a list', `export function useForm() { const save = ${save}; return [1, save]; }`],
    [
      'is handed back from within what has another of that name',
      `export function useForm() { const save = ${save}; const all = [1].map((disk) => { return save; }); function get(save) { return 1; } return all; }`,
    ],
    ['is handed to a function', `export function form() { const save = ${save}; defineExpose({ save }); }`],
    ['is kept elsewhere', `export function form(disk) { const save = ${save}; disk.save = save; }`],
    [
      'is kept by a property',
      `export function form(disk) { const save = ${save}; disk.all = { save: save }; }`,
    ],
    [
      'is given to a context',
      `export function Form() { const save = ${save}; return <Disk.Provider value={save} />; }`,
    ],
    [
      'is spread over an element',
      `export function Form() { const save = ${save}; return <Disk {...{ save }} />; }`,
    ],
    [
      'is made by a call, and handed back',
      `const make = () => ${save};\nexport const useForm = () => { const save = make(); return { save }; };`,
    ],
    ['is made by a call, and exported', `const make = () => ${save};\nexport const save = make();`],
    [
      'is held by a ref that is handed back',
      `export function useForm() { const save = useRef(null); save.current = ${save}; return save; }`,
    ],
    ['is a method', `export class Form { save(name) { nv('event', name); } }`],
    ['is a member', `export const disk = { save: ${save} };`],
    [
      'may be set to another',
      `export let go;\nlet save = ${save};\nexport const set = (to) => { save = to; };`,
    ],
  ])('but not where it %s', (_, code) => {
    expect(read({ 'form.tsx': code, ...other }).parsed).toBe(2);
  });
});

it('a method that frameworks call is looked for by the names of its class alone', () => {
  const form = (base: string) => ({
    'form.tsx': `export class Form ${base} { render(name) { nv('event', name); return null; } }`,
    'other.ts': `import { render } from './disk';\nrender('order.json');`,
  });
  expect(read(form('extends Component')).parsed).toBe(1);
  expect(read(form('')).parsed).toBe(2);
});

describe('what is handed to a function is looked for where that is', () => {
  const project = {
    'form.tsx': `import { Panel } from './panel';\nconst send = ${save};\nexport const Form = () => <Panel onSave={send} />;`,
    'panel.tsx': `import { Bar } from './bar';\nexport const Panel = ({ onSave }) => { onSave('panel'); return <Bar onSave={onSave} />; };`,
    'bar.tsx': `import { go } from './go';\nexport const Bar = (props) => <a onClick={() => go(props.onSave)} />;`,
    'go.ts': `export const go = (run) => run('gone');`,
  };

  it('however often it is handed on', () => {
    expect(placedSites(project)).toEqual(['go.ts:1:28 gone {} via send', 'panel.tsx:2:40 panel {} via send']);
  });

  it('and not in files that call others by the same name', () => {
    const files = { ...project, 'other.ts': `import { onSave } from './disk';\nonSave('order.json');` };
    expect(read(files)).toMatchObject({ parsed: 4, uses: [{}, {}] });
  });

  it('through more files than there are ways to call a function', () => {
    const names = Array.from({ length: 20 }, (_, at) => `step${at}`);
    const steps = names.map((name, at) => [
      `${name}.ts`,
      at === 0
        ? `export const ${name} = (run) => run('gone');`
        : `import { ${names[at - 1]} } from './${names[at - 1]}';\nexport const ${name} = (run) => ${names[at - 1]}(run);`,
    ]);
    const first = `import { step19 } from './step19';\nconst send = ${save};\nstep19(send);`;
    expect(placedSites({ ...Object.fromEntries(steps), 'form.ts': first })).toEqual([
      'step0.ts:1:31 gone {} via send',
    ]);
  });
});

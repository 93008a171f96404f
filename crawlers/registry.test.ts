import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRegistry } from './registry.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nianbao-registry-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const options = { allowPrivateHosts: false, divisionCodes: new Set(['330226', '110101']) };

function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const good = `- id: ninghai
  name: 宁海县政府
  division_code: '330226'
  home: https://www.ninghai.gov.cn
`;

describe('loadRegistry', () => {
  it('takes codes without quotes for what they are, and entries that are part of another', () => {
    const path = write(
      'parts.yml',
      `- {id: a, name: A, division_code: 330226, home: http://a.gov.cn}
- {id: b, name: B, division_code: '330226', home: http://a.gov.cn, part_of: a}
- {id: c, name: C, division_code: '330226', home: http://a.gov.cn, part_of: d}
`,
    );
    const { portals, issues } = loadRegistry(path, options);
    expect(portals.map(({ id, division_code, part_of }) => [id, division_code, part_of])).toEqual([
      ['a', '330226', undefined],
      ['b', '330226', 'a'],
    ]);
    expect(issues.map(({ message }) => message)).toEqual([`${path}:3: part_of names d, which is no entry`]);
  });

  it('reads every field', () => {
    const path = write(
      'a.yml',
      `# a comment
- id: ninghai
  name: 宁海县政府
  division_code: '330226'
  home: https://www.ninghai.gov.cn
  columns: [https://www.ninghai.gov.cn/col/col1229092384/index.html]
  platform: jpage
  expects: { min: 10, max: 500 }
  delay_seconds: 3
  hosts: [ZWGK.ninghai.gov.cn]
  note: 2021 年改版
`,
    );
    const { portals, issues } = loadRegistry(path, options);
    expect(issues).toEqual([]);
    expect(portals).toEqual([
      {
        id: 'ninghai',
        name: '宁海县政府',
        division_code: '330226',
        home: 'https://www.ninghai.gov.cn/',
        columns: ['https://www.ninghai.gov.cn/col/col1229092384/index.html'],
        platform: 'jpage',
        expects: { min: 10, max: 500 },
        delay_seconds: 3,
        hosts: ['zwgk.ninghai.gov.cn'],
        reason: null,
        note: '2021 年改版',
        origin: `${path}:2`,
      },
    ]);
  });

  it.each([
    ['a missing name', "- id: a\n  division_code: '330226'\n  home: http://a.gov.cn\n", 1, /name is missing/],
    [
      'a code that is no code',
      '- id: a\n  name: A\n  division_code: 33.0226\n  home: http://a.gov.cn\n',
      3,
      /division_code must be/,
    ],
    [
      'a code that does not exist',
      "- id: a\n  name: A\n  division_code: '999999'\n  home: http://a.gov.cn\n",
      3,
      /999999 does not exist/,
    ],
    [
      'an address of another scheme',
      "- id: a\n  name: A\n  division_code: '330226'\n  home: ftp://a.gov.cn\n",
      4,
      /http or https/,
    ],
    [
      'a host elsewhere',
      "- id: a\n  name: A\n  division_code: '330226'\n  home: http://a.gov.cn.example.com\n",
      4,
      /outside \.gov\.cn/,
    ],
    [
      'a host that only ends alike',
      "- id: a\n  name: A\n  division_code: '330226'\n  home: http://agov.cn\n",
      4,
      /outside \.gov\.cn/,
    ],
    ['a column elsewhere', `${good}  columns:\n    - http://lahohwa.com/x\n`, 5, /lahohwa\.com/],
    [
      'a misspelt key',
      `${good}  delay: 3\n  column: [http://www.ninghai.gov.cn/]\n`,
      6,
      /column; did you mean columns/,
    ],
    ['bounds the wrong way round', `${good}  expects: { min: 5, max: 2 }\n`, 5, /min exceeds max/],
    ['an entry that is no mapping', '- just words\n', 1, /mapping/],
  ])('refuses %s, with its line', (_, text, line, reason) => {
    const path = write('a.yml', text);
    const { portals, issues } = loadRegistry(path, options);
    expect(portals).toEqual([]);
    const refusal = issues.find(({ message }) => reason.test(message));
    expect(refusal?.code).toBe('config.registry.invalid');
    expect(refusal?.message).toContain(`${path}:${line}:`);
  });

  it('names all keys where none is near', () => {
    const { issues } = loadRegistry(write('a.yml', `${good}  colour: red\n`), options);
    expect(issues[0]?.message).toMatch(/unknown key colour; known are id, name, division_code, home/);
  });

  it('leaves out one entry and uses the others, across files in order of name', () => {
    write('b.yaml', good.replace('id: ninghai', 'id: second') + good);
    write('a.yml', `- id: broken\n${good}`);
    write('notes.txt', 'not read');
    const { portals, issues } = loadRegistry(directory, options);
    expect(portals.map(({ id }) => id)).toEqual(['ninghai', 'second']);
    expect(
      issues.some(({ message }) =>
        message.includes(`id ninghai is taken by the entry at ${join(directory, 'a.yml')}:2`),
      ),
    ).toBe(true);
    expect(issues.filter(({ message }) => message.startsWith(join(directory, 'b.yaml'))).length).toBe(1);
  });

  it('trusts a host elsewhere for a stated reason, or when private hosts are allowed', () => {
    const entry = "- id: a\n  name: A\n  division_code: '000000'\n  home: http://124.117.235.205:8099/\n";
    expect(
      loadRegistry(write('a.yml', `${entry}  reason: the county has no name of its own\n`), options).portals,
    ).toHaveLength(1);
    expect(loadRegistry(write('b.yml', entry), { ...options, allowPrivateHosts: true }).portals).toHaveLength(
      1,
    );
    expect(loadRegistry(write('c.yml', entry), options).portals).toHaveLength(0);
  });

  it('tells where the syntax is broken', () => {
    const path = write('a.yml', `${good}- id: [unclosed\n`);
    const { portals, issues } = loadRegistry(path, options);
    expect(portals).toEqual([]);
    expect(issues[0]?.message).toMatch(new RegExp(`${path}:[56]:`));
  });

  it('takes an empty file for an empty registry, and a missing one for a mistake', () => {
    expect(loadRegistry(write('a.yml', '# nothing yet\n'), options)).toEqual({ portals: [], issues: [] });
    expect(() => loadRegistry(join(directory, 'none.yml'), options)).toThrow(/none\.yml/);
  });
});

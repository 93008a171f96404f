/** `inspect`, `clean` and `accuracy`: commands that read documents and need no store. */

import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { damagedDocument } from '../extract/synthetic/hostile.ts';
import { issueDefinitions } from '../schema/issues.ts';
import { jsonLines, projectRoot, runCli, samplePath } from './testing/cli-process.ts';

const qiangjiao = samplePath('qiangjiao-2019');
const nanhuang = samplePath('nanhuang-2020');

interface Listed {
  readonly file: string;
  readonly cells: readonly {
    table: string;
    row: string;
    column: string;
    value: number | null;
    status: string;
  }[];
  readonly issues: readonly { code: keyof typeof issueDefinitions; message: string }[];
}

describe('inspect', () => {
  it('prints one extraction per line, its file first, every cell of the form once', async () => {
    const { code, stdout } = await runCli(['inspect', qiangjiao, nanhuang, '--json']);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^\{"file":"/);
    const [first, second] = jsonLines(stdout) as unknown as Listed[];
    expect([first?.file, second?.file]).toEqual([qiangjiao, nanhuang]);
    expect(new Set(first?.cells.map(({ table, row, column }) => `${table}.${row}.${column}`)).size).toBe(198);
    expect(first).toMatchObject({
      document_type: 'annual_report',
      unit: { name: '强蛟镇', division_code: '330226110' },
      report_year: 2019,
    });
  });

  it('goes on after PDF files whose damage leaves a rejected promise behind', async () => {
    const directory = temporaryDirectory();
    const files = [1956, 3129].map(seed => {
      const file = join(directory, `${seed}.pdf`);
      writeFileSync(file, damagedDocument(seed).bytes);
      return file;
    });
    const { stdout } = await runCli(['inspect', ...files, qiangjiao, '--json']);
    expect(jsonLines(stdout)).toHaveLength(3);
  });

  it('shows a person the tables, the checks and what was removed', async () => {
    const onlyTotals = nanhuang.replace('nanhuang-2020', 'yangmingbu-2019');
    const { code, stdout, stderr } = await runCli(['inspect', nanhuang, onlyTotals]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('南黄镇2020年政府信息公开工作年度报告');
    expect(stdout).toMatch(/行政处罚 +\d/);
    expect(stdout).toMatch(/checks \d+ passed/);
    expect(stdout).toContain('removed before reading');
    expect(stdout).toContain('cells_dropped requests: 161 cells cannot be tied to their numbers');
    expect(stdout).toContain('req_new_received 0件, as in the table');
    expect(stdout).toContain('implied 146 cells without a number can only be 0');
  });

  it('reads standard input', async () => {
    const { code, stdout } = await runCli(['inspect', '-', '--json'], { input: readFileSync(qiangjiao) });
    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]).toMatchObject({ file: '-', report_year: 2019 });
  });

  it('tells each bad input under a closed code, and still reads the others', async () => {
    const directory = temporaryDirectory();
    const at = (name: string): string => join(directory, name);
    writeFileSync(at('empty.html'), '');
    writeFileSync(at('random.bin'), randomBytes(50_000_000));
    writeFileSync(at('small.bin'), randomBytes(100_000));
    writeFileSync(at('scan.pdf'), '%PDF-1.4\n%%EOF\n');
    mkdirSync(at('folder'));
    const expected = {
      'empty.html': 'input.file.empty',
      'random.bin': 'input.file.too_large',
      'small.bin': 'input.media.unknown',
      folder: 'input.file.directory',
      'missing.html': 'config.path.missing',
    };
    const names = [...Object.keys(expected), 'scan.pdf'].map(at);
    const { code, stdout, stderr } = await runCli(['inspect', ...names, qiangjiao, '--json']);
    const lines = jsonLines(stdout) as unknown as Listed[];
    expect(lines.map(({ file }) => file)).toEqual([...names, qiangjiao]);
    for (const [name, issueCode] of Object.entries(expected)) {
      expect(lines.find(({ file }) => file === at(name))?.issues.map(issue => issue.code)).toEqual([
        issueCode,
      ]);
      expect(stderr).toMatch(new RegExp(`${name}.*\\[${issueCode}\\]`));
    }
    const [pdf] = lines.filter(({ file }) => file === at('scan.pdf')).flatMap(({ issues }) => issues);
    expect(pdf && issueDefinitions[pdf.code].severity).toBe('error');
    expect(lines.at(-1)).toMatchObject({ report_year: 2019 });
    expect(code).toBe(2);
  }, 60_000);

  it('ends with 1 when a document cannot be read', async () => {
    const file = join(temporaryDirectory(), 'empty.html');
    writeFileSync(file, '');
    const { code, stdout, stderr } = await runCli(['inspect', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('[input.file.empty]');
  });
});

describe('clean', () => {
  it('prints the text that stays and, on stderr, what was removed', async () => {
    const { code, stdout, stderr } = await runCli(['clean', nanhuang]);
    expect(code).toBe(0);
    expect(stdout).toContain('南黄镇2020年政府信息公开工作年度报告');
    expect(stdout).not.toContain('澳门');
    expect(stderr).toMatch(/removed 7× phrase .*澳门/);
  });

  it('gives the public shape with --json, one line per file, also for standard input', async () => {
    const { code, stdout } = await runCli(['clean', nanhuang, '-', '--json'], {
      input: '一、总体情况\n无。\n',
    });
    expect(code).toBe(0);
    const [first, second] = jsonLines(stdout);
    expect(first).toMatchObject({
      file: nanhuang,
      verdict: 'stripped',
      removed: [{ kind: 'phrase', count: 7 }, {}],
    });
    expect(second).toMatchObject({
      file: '-',
      clean_text: '一、总体情况\n无。\n',
      removed: [],
      verdict: 'clean',
      reasons: [],
    });
  });

  it('ends with 1 or 2 for what cannot be read, and does the rest', async () => {
    const file = join(temporaryDirectory(), 'empty.html');
    writeFileSync(file, '');
    const unreadable = await runCli(['clean', file, nanhuang, '--json']);
    expect(unreadable.code).toBe(1);
    expect(jsonLines(unreadable.stdout).map(({ verdict }) => verdict)).toEqual([null, 'stripped']);
    expect((await runCli(['clean', '/no/such/file'])).code).toBe(2);
  });
});

describe('accuracy', () => {
  it('finds nothing wrong or invented in the bundled samples', async () => {
    const { code, stdout } = await runCli(['accuracy', 'data/samples/reports', '--json']);
    const all = jsonLines(stdout).at(-1);
    expect(all).toMatchObject({
      documents: 6,
      cells: { wrong: 0, invented: 0 },
      identity: { wrong: 0, invented: 0 },
    });
    expect(code).toBe(0);
  });

  it('ends with 1 and lists the difference when a number is not what the truth says', async () => {
    const directory = temporaryDirectory();
    cpSync(join(projectRoot, 'data/samples/reports/qiangjiao-2019'), join(directory, 'one'), {
      recursive: true,
    });
    const truthFile = join(directory, 'one', 'truth.json');
    const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as { cells: Record<string, unknown> };
    truth.cells['requests.req_new_received.all'] = 7;
    truth.cells['requests.req_carried_in.all'] = null;
    writeFileSync(truthFile, JSON.stringify(truth));
    const { code, stdout } = await runCli(['accuracy', directory, '--verbose']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/all cells +196 +1 +1 +0/);
    expect(stdout).toContain('wrong requests.req_new_received.all: expected 7, got 0');
    expect(stdout).toContain('invented requests.req_carried_in.all: expected null, got 0');
  });

  it('scores openings for what they are, and refuses labels in a layout that it does not know', async () => {
    const directory = temporaryDirectory();
    const opening = {
      text: '强蛟镇2022年政府信息公开工作年度报告\n一、总体情况',
      truth: { is_annual_report: true, report_year: 2022, issuing_unit: '强蛟镇', publish_date: null },
    };
    const file = join(directory, 'openings.jsonl');
    writeFileSync(file, `${JSON.stringify(opening)}\n`);
    const { code, stdout } = await runCli(['accuracy', directory, '--json']);
    expect(code).toBe(0);
    const right = { right: 1, wrong: 0, invented: 0, missing: 0 };
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      documents: 1,
      labelled: 0,
      by_fact: { document_type: right, report_year: right, unit: right },
    });
    writeFileSync(file, '{"text": "x"}\n');
    const refused = await runCli(['accuracy', directory]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('openings.jsonl:1 is not a labelled opening');
  });
});

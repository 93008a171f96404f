import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../data/archive/index.ts';
import { openStore } from '../data/store.ts';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { examine, type Finding } from './examination.ts';
import { runCli } from './testing/cli-process.ts';

const entry = (id: string, code: string): string =>
  `- id: ${id}\n  name: 宁海县人民政府\n  division_code: "${code}"\n  home: http://www.ninghai.gov.cn/\n`;

function registryOf(text: string): string {
  const file = join(temporaryDirectory(), 'portals.yml');
  writeFileSync(file, text);
  return file;
}

async function findingsOf(store: string, registry: string, deep = false): Promise<Map<string, Finding>> {
  const found = new Map<string, Finding>();
  for await (const finding of examine({ store, registry, deep })) found.set(finding.subject, finding);
  return found;
}

async function storeWithPage(): Promise<string> {
  const store = join(temporaryDirectory(), 'store');
  const archive = await Archive.open(openStore(store).archive);
  await archive.addResource({
    url: 'file:///report.html',
    bytes: new TextEncoder().encode('<p>政府信息公开工作年度报告</p>'),
    content_type: 'text/html',
    captured_at: '2026-01-31T00:00:00Z',
    portal: null,
    role: 'document',
  });
  await archive.close();
  return store;
}

test('a store that is yet to come is no failure', async () => {
  const findings = await findingsOf(
    join(temporaryDirectory(), 'store'),
    registryOf(entry('ninghai', '330226')),
  );
  expect(findings.get('store')?.state).toBe('warning');
  expect(findings.get('registry')).toMatchObject({
    state: 'good',
    detail: expect.stringMatching(/^1 portal /),
  });
  expect(findings.get('disk')?.state).not.toBe('failing');
});

test('an entry that is left out is a warning, no valid entry a failure', async () => {
  const store = temporaryDirectory();
  const partly = registryOf(entry('ninghai', '330226') + entry('nowhere', '999999'));
  expect((await findingsOf(store, partly)).get('registry')?.state).toBe('warning');
  const none = registryOf(entry('nowhere', '999999'));
  expect((await findingsOf(store, none)).get('registry')?.state).toBe('failing');
});

test('what is archived and not read is told', async () => {
  const findings = await findingsOf(await storeWithPage(), registryOf(entry('ninghai', '330226')));
  expect(findings.get('archive')).toMatchObject({
    state: 'good',
    detail: expect.stringMatching(/^1 capture /),
  });
  expect(findings.get('reading')?.state).toBe('warning');
  expect(findings.get('database')?.state).toBe('warning');
});

test('a changed byte in the archive is found when asked to look deep', async () => {
  const store = await storeWithPage();
  const registry = registryOf(entry('ninghai', '330226'));
  expect((await findingsOf(store, registry, true)).get('archived bytes')?.state).toBe('good');
  const [name = ''] = readdirSync(join(store, 'archive')).filter(each => each.endsWith('.warc.gz'));
  const bytes = readFileSync(join(store, 'archive', name));
  const middle = bytes.length - 40;
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
  writeFileSync(join(store, 'archive', name), bytes);
  expect((await findingsOf(store, registry, true)).get('archived bytes')?.state).toBe('failing');
});

test('a file that is no database fails, with exit code 2', async () => {
  const store = await storeWithPage();
  writeFileSync(join(store, 'nianbao.db'), 'no database');
  const run = await runCli(['doctor', '--store', store, '--json']);
  expect(run.code).toBe(2);
  const lines = run.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Finding);
  expect(lines.find(({ subject }) => subject === 'database')).toMatchObject({
    state: 'failing',
    remedy: expect.any(String),
  });
});

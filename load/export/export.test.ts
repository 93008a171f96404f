import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryForAll, temporaryDirectory } from '../../data/temporary-directory.ts';
import { load } from '../load.ts';
import { inputOf, syntheticDocuments } from '../synthetic-input.ts';
import { type ExportFormat, type ExportResult, exportDatabase } from './export.ts';
import { exportedTables } from './exported-tables.ts';
import { parseCsv } from './parse-csv.ts';
import { stataName } from './stata-script.ts';

const suite = directoryForAll();
const database = join(suite, 'nianbao.db');

beforeAll(() => {
  load(inputOf([...syntheticDocuments(24)], database));
});

const exported = (format: ExportFormat): ExportResult =>
  exportDatabase({ databaseFile: database, out: join(suite, format), format });

function ask<T>(query: string): T[] {
  const opened = new Database(database, { readonly: true });
  try {
    return opened.prepare<[], T>(query).all();
  } finally {
    opened.close();
  }
}

interface Package {
  readonly resources: readonly {
    readonly name: string;
    readonly path: string | string[];
    readonly rowCount: number;
    readonly hash?: string;
    readonly schema: {
      readonly fields: readonly {
        name: string;
        type: string;
        statusField?: string;
        categories?: { value: string }[];
      }[];
      readonly primaryKey: string[];
      readonly foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
    };
  }[];
}

/** Rows of a resource as objects, all of its files together. */
function rowsOf(
  out: string,
  { path, schema }: Package['resources'][number],
): Record<string, string | null>[] {
  return [path].flat().flatMap(file => {
    const [head = [], ...rows] = parseCsv(readFileSync(join(out, file), 'utf8'));
    expect(head).toEqual(schema.fields.map(({ name }) => name));
    return rows.map(row => Object.fromEntries(head.map((name, index) => [name, row[index] ?? null])));
  });
}

const statusTotals = `SELECT status, count(*) AS cells, total(value) AS sum FROM v_reading GROUP BY status ORDER BY 1`;

function totals(rows: readonly { status: unknown; value: unknown }[]): object[] {
  const found = new Map<string, { status: string; cells: number; sum: number }>();
  for (const { status, value } of rows) {
    const total = found.get(String(status)) ?? { status: String(status), cells: 0, sum: 0 };
    total.cells += 1;
    total.sum += Number(value ?? 0);
    found.set(total.status, total);
  }
  return [...found.values()]
    .sort((a, b) => (a.status < b.status ? -1 : 1))
    .map(total => ({ ...total, sum: expect.closeTo(total.sum, 3) }));
}

describe('data package', () => {
  let out: string;
  let files: ExportResult['files'];
  let description: Package;
  let rows: Map<string, Record<string, string | null>[]>;
  beforeAll(() => {
    ({ out, files } = exported('datapackage'));
    description = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as Package;
    rows = new Map(description.resources.map(resource => [resource.name, rowsOf(out, resource)]));
  });

  test('holds every table, row by row, with the counts that it states', () => {
    expect(description.resources.map(({ name }) => name)).toEqual(exportedTables.map(({ name }) => name));
    for (const resource of description.resources) {
      const { relation } = exportedTables.find(({ name }) => name === resource.name) ?? { relation: '' };
      const [expected] = ask<{ rows: number }>(`SELECT count(*) AS rows FROM ${relation}`);
      const found = [rows.get(resource.name)?.length, resource.rowCount];
      expect([resource.name, ...found]).toEqual([resource.name, expected?.rows, expected?.rows]);
    }
  });

  test('readings add up to those of the database, status by status', () => {
    const readings = rows.get('readings') as { status: string; value: string | null }[];
    expect(ask(statusTotals)).toEqual(totals(readings));
    expect(readings.filter(({ status, value }) => (value !== null) !== (status === 'reported'))).toEqual([]);
  });

  test('primary keys are unique and foreign keys lead somewhere', () => {
    for (const { name, schema } of description.resources) {
      const own = rows.get(name) ?? [];
      const keys = own.map(row => JSON.stringify(schema.primaryKey.map(key => row[key])));
      expect([name, new Set(keys).size]).toEqual([name, own.length]);
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const targets = new Set(
          (rows.get(reference.resource) ?? []).map(row => row[reference.fields[0] ?? '']),
        );
        const keysUsed = own.map(row => row[fields[0] ?? ''] ?? null).filter(key => key !== null);
        expect(keysUsed.filter(key => !targets.has(key))).toEqual([]);
      }
    }
  });

  test('each value has its field type, each status is a category', () => {
    for (const resource of description.resources)
      for (const { name, type, categories } of resource.schema.fields) {
        const values = (rows.get(resource.name) ?? [])
          .map(row => row[name] ?? null)
          .filter(value => value !== null);
        const allowed = new Set(categories?.map(({ value }) => value));
        const wrong = values.filter(
          value =>
            (type === 'integer' && !/^-?\d+$/.test(value)) ||
            (type === 'number' && !Number.isFinite(Number(value))) ||
            (categories !== undefined && !allowed.has(value)),
        );
        expect([resource.name, name, wrong]).toEqual([resource.name, name, []]);
      }
  });

  test('names each value’s status column', () => {
    const requests = description.resources.find(({ name }) => name === 'requests');
    const field = requests?.schema.fields.find(({ name }) => name === 'req_new_received');
    expect(field).toMatchObject({
      statusField: 'req_new_received_status',
      missingValues: [{ value: '', label: expect.stringContaining('req_new_received_status') }],
    });
  });

  test('SHA256SUMS holds for every file', () => {
    const lines = readFileSync(join(out, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(lines.length).toBe(files.length);
    for (const line of lines) {
      const [digest, path = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, path)))
          .digest('hex'),
      ).toBe(digest);
    }
  });

  test('describes the same files for dataset search engines', () => {
    const croissant = JSON.parse(readFileSync(join(out, 'croissant.json'), 'utf8'));
    const csv = files.filter(({ path }) => path.endsWith('.csv'));
    expect(croissant.distribution.map((file: { '@id': string }) => file['@id'])).toEqual(
      csv.map(({ path }) => path),
    );
    const names = new Set(croissant.distribution.map((file: { '@id': string }) => file['@id']));
    for (const { field } of croissant.recordSet)
      for (const { source } of field) expect(names).toContain(source.fileObject['@id']);
  });

  test('the codebook names every variable once, with its labels and counts', () => {
    const codebook = readFileSync(join(out, 'codebook.md'), 'utf8');
    const variables = ask<{ key: string; row_path: string }>(
      "SELECT table_key || '.' || row_key || '.' || column_key AS key, row_path FROM v_variable",
    );
    for (const { key, row_path } of variables) {
      expect(codebook.split(`\n#### ${key}\n`)).toHaveLength(2);
      expect(codebook).toContain(row_path.replaceAll('|', '\\|'));
    }
    const [{ reported = -1 } = {}] = ask<{ reported: number }>(
      `SELECT count(*) AS reported FROM v_reading
       WHERE table_key = 'requests' AND row_key = 'req_new_received' AND column_key = 'all'
         AND report_year = 2022 AND status = 'reported'`,
    );
    const entry = codebook.split('#### requests.req_new_received.all\n')[1]?.split('####')[0];
    expect(entry).toContain(`| 2022 | ${reported} |`);
  });

  const r = spawnSync('Rscript', ['--version']).error === undefined;
  test.runIf(r)('import.R reads it: numbers, statuses, tagged missing values', () => {
    const script = `source("import.R"); cat(nrow(readings), sum(readings$value, na.rm = TRUE),
      sum(requests$req_new_received_status == "blank"), class(requests$req_new_received_status))`;
    const run = spawnSync('Rscript', ['-e', script], { cwd: out, encoding: 'utf8' });
    expect(run.stderr).not.toContain('Error');
    const [rows, sum, blank, kind] = run.stdout.trim().split(' ');
    const [expected] = ask<{ rows: number; sum: number; blank: number }>(
      `SELECT count(*) AS rows, total(value) AS sum,
         (SELECT count(*) FROM v_requests WHERE req_new_received_status = 'blank') AS blank FROM v_reading`,
    );
    expect([Number(rows), Number(blank), kind]).toEqual([expected?.rows, expected?.blank, 'factor']);
    expect(Number(sum) / (expected?.sum ?? 0)).toBeCloseTo(1, 5);
  });
});

const pandas = spawnSync('/usr/bin/python3', ['-c', 'import pandas']).status === 0;
test.runIf(pandas)('pandas reads the CSV files to the same counts and sums', () => {
  const { out } = exported('csv');
  const script = `
import glob, json, pandas
rows = pandas.concat(pandas.read_csv(file) for file in glob.glob('readings/*.csv'))
groups = rows.groupby('status')['value'].agg(['size', 'sum'])
print(json.dumps([{'status': status, 'cells': int(row['size']), 'sum': float(row['sum'])} for status, row in groups.iterrows()]))`;
  const run = spawnSync('/usr/bin/python3', ['-c', script], { cwd: out, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const found = JSON.parse(run.stdout) as { sum: number }[];
  expect(ask(statusTotals)).toEqual(found.map(each => ({ ...each, sum: expect.closeTo(each.sum, 3) })));
});

test('Parquet holds the same rows as the database, year by year', async () => {
  const { out, files } = exported('parquet');
  const rows: { status: unknown; value: unknown }[] = [];
  for (const { path } of files.filter(({ table }) => table === 'readings')) {
    const found = await parquetReadObjects({ file: await asyncBufferFromFile(join(out, path)) });
    for (const row of found) expect(String(row['report_year'])).toBe(path.replace(/\D/g, ''));
    rows.push(...(found as { status: unknown; value: unknown }[]));
  }
  expect(ask(statusTotals)).toEqual(totals(rows));
});

test('Stata’s names are short and all different', () => {
  const { out } = exported('stata');
  const script = readFileSync(join(out, 'import.do'), 'utf8');
  for (const part of script.split(/^\* (?=\w+: )/m).slice(1)) {
    const names = [...part.matchAll(/^rename v\d+ (\S+)$/gm)].map(([, name]) => name ?? '');
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]\w{0,31}$/);
  }
  expect(stataName('req_new_received_status')).toBe('req_new_received_status');
});

describe('the directory', () => {
  test('an earlier export is replaced whole', () => {
    const out = join(temporaryDirectory(), 'out');
    exportDatabase({ databaseFile: database, out, format: 'csv' });
    writeFileSync(join(out, 'left-over.csv'), 'x');
    exportDatabase({ databaseFile: database, out, format: 'codebook' });
    expect(readdirSync(out).sort()).toEqual(['CITATION.cff', 'SHA256SUMS', 'codebook.html', 'codebook.md']);
  });

  test('other people’s files are never touched', () => {
    const out = temporaryDirectory();
    writeFileSync(join(out, 'thesis.docx'), 'years of work');
    expect(() => exportDatabase({ databaseFile: database, out, format: 'csv' })).toThrow(
      /holds files that are not of an export/,
    );
    expect(readdirSync(out)).toEqual(['thesis.docx']);
    expect(() =>
      exportDatabase({ databaseFile: database, out: join(out, 'thesis.docx'), format: 'csv' }),
    ).toThrow(/not a directory/);
  });

  test('a failure leaves nothing behind', () => {
    const out = join(temporaryDirectory(), 'deep', 'out');
    const broken = join(temporaryDirectory(), 'broken.db');
    mkdirSync(join(out, '..'));
    writeFileSync(broken, 'no database');
    expect(() => exportDatabase({ databaseFile: broken, out, format: 'csv' })).toThrow(
      /cannot be read|not a database/,
    );
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(join(out, '..'))).toEqual([]);
  });
});

test('a release is the database itself, its notes, and each change since the last', () => {
  const before = join(temporaryDirectory(), 'before.db');
  load(inputOf([...syntheticDocuments(20)], before));
  const out = join(temporaryDirectory(), 'out');
  const { release } = exportDatabase({ databaseFile: database, out, format: 'release', since: before });
  expect(readFileSync(join(out, 'nianbao.db')).equals(readFileSync(database))).toBe(true);
  const notes = readFileSync(join(out, 'RELEASE-NOTES.md'), 'utf8');
  expect(notes).toContain(release.id);
  expect(notes).toContain(createHash('sha256').update(readFileSync(database)).digest('hex'));
  const [head = [], ...changes] = parseCsv(readFileSync(join(out, 'changes.csv'), 'utf8'));
  expect(changes.filter(row => row[head.indexOf('kind')] === 'added')).toHaveLength(4);
  expect(notes).toContain('4 reports were added and 0 are gone.');
});

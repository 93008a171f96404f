/**
 * A synthetic nation: the counties of the list with their departments, a report a year since 2008 in the edition of its
 * year, small bodies mostly zeros and blanks, a few corrected later. The same for the same number.
 */

import { loadDivisions } from '../../data/divisions/divisions.ts';
import type { Capture } from '../../schema/capture.ts';
import type { Cell, Extraction } from '../../schema/extraction.ts';
import { cellsOf, type Form, type FormId } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { seededNumbers } from '../../schema/seeded-numbers.ts';
import { archived, checksFor, extractionFor } from '../synthetic-input.ts';

const departments = [
  '',
  '教育局',
  '公安局',
  '民政局',
  '司法局',
  '财政局',
  '统计局',
  '审计局',
  '水利局',
  '交通运输局',
];
const firstYear = 2008;
const years = 18;

const formOf = (year: number): FormId =>
  year < 2014 ? '2004' : year < 2019 ? '2014' : year < 2021 ? '2019' : '2021';

/** One version in so many is corrected later. */
const corrected = 50;

const counties = loadDivisions().filter(
  ({ level, name }) => level === 'county' && !/^(?:市辖区|县)$/.test(name),
);

/** Cells as one layout has them; three bodies in four have nothing but zeros, or leave the table blank. */
function cellsFor(form: Form, random: () => number): Cell[] {
  const size = random();
  const leavesBlank = size < 0.1;
  const isSmall = size < 0.75;
  const block = { proactive: 3, requests: 5, remedies: 7, statistics: 9 };
  const rows = new Map<string, number>();
  let column = 0;
  return [...cellsOf(form)].map(({ table, row, column: heading }) => {
    const key = `${table.id}.${row.key}`;
    if (!rows.has(key)) {
      rows.set(key, rows.size + 2);
      column = 0;
    }
    column += 1;
    const place = {
      table: table.id,
      row: row.key,
      column: heading.key,
      at: { block: block[table.id], row: rows.get(key) ?? 0, column },
    };
    if (leavesBlank || random() < 0.03)
      return { ...place, value: null, status: 'blank', raw: '', unit: null, value_yuan: null };
    const value = isSmall || random() < 0.6 ? 0 : Math.floor(random() ** 4 * 3000);
    return { ...place, value, status: 'reported', raw: String(value), unit: null, value_yuan: null };
  });
}

const topics = [
  '食品安全',
  '就业创业',
  '义务教育',
  '医疗卫生',
  '生态环境',
  '住房保障',
  '安全生产',
  '乡村振兴',
];

function sectionsFor(unit: string, year: number, random: () => number): Extraction['sections'] {
  const topic = topics[Math.floor(random() * topics.length)] ?? '';
  const count = Math.floor(random() * 4000);
  return [
    {
      number: 1,
      title: '总体情况',
      text: `${year}年，${unit}围绕${topic}等领域主动公开政府信息${count}条，收到申请的办理情况见下表，全年组织培训${count % 7}次，更新公开指南和目录，接受社会监督。`,
    },
    { number: 6, title: '其他需要报告的事项', text: '无其他需要报告的事项。' },
  ];
}

/** Cells with their checks by edition; so many that few bodies print the same, so few that making them costs nothing. */
const fillings = 100;
const filled = new Map<string, Pick<Extraction, 'cells' | 'checks'>>();

function filling(id: FormId, number: number): Pick<Extraction, 'cells' | 'checks'> {
  const key = `${id} ${number % fillings}`;
  const known = filled.get(key);
  if (known !== undefined) return known;
  const form = formById(id);
  const cells = cellsFor(form, seededNumbers(1 + (number % fillings)));
  const made = { cells, checks: checksFor(form, cells) };
  filled.set(key, made);
  return made;
}

interface Place {
  readonly unit: string;
  readonly division_code: string;
  readonly year: number;
  readonly url: string;
}

function placeOf(index: number): Place {
  const body = Math.floor(index / years);
  const year = firstYear + (index % years);
  const county = counties[Math.floor(body / departments.length) % counties.length];
  if (county === undefined) throw new Error('the list of divisions has no county');
  const round = Math.floor(body / departments.length / counties.length);
  const department = departments[body % departments.length] ?? '';
  const name = `${county.name}${department === '' && round === 0 ? '人民政府' : department}`;
  return {
    unit: `${name}${round === 0 ? '' : `第${round}分局`}`,
    division_code: county.code,
    year,
    url: `https://www.c${county.code}.gov.cn/art/${year}/${index}.html`,
  };
}

/** A report as first printed (0), and as corrected (1). */
type Printing = 0 | 1;

const printings = (index: number): Printing[] => (index % corrected === 0 ? [0, 1] : [0]);

function captureOf(index: number, printing: Printing): Capture {
  const { capture } = archived(placeOf(index).url, none, { payload: `${index} ${printing}` });
  const captured_at = new Date(Date.UTC(2026, 0, 1) + index * 1000 + printing).toISOString();
  const id = `${capture.id.slice(0, -9)}${printing === 1 ? 'c' : 'a'}${String(index).padStart(8, '0')}`;
  return { ...capture, id, captured_at, payload_length: 48_000, portal: null };
}

const none = extractionFor({ unit: null, year: null });

/** Captures of the reports from `from` (0-based) up to but not including `to`, in their order. */
export function* nationCaptures(from: number, to: number): Generator<Capture> {
  for (let index = from; index < to; index += 1)
    for (const printing of printings(index)) yield captureOf(index, printing);
}

/** The same with what they say. */
export function* nation(
  from: number,
  to: number,
): Generator<{ readonly capture: Capture; readonly extraction: Extraction }> {
  for (let index = from; index < to; index += 1) {
    const { unit, division_code, year } = placeOf(index);
    const form = formOf(year);
    const random = seededNumbers(index + 1);
    const base = { ...none, ...headOf(unit, division_code, year) };
    for (const printing of printings(index))
      yield {
        capture: captureOf(index, printing),
        extraction: {
          ...base,
          ...filling(form, Math.floor(random() * fillings)),
          tables: formById(form).tables.map(({ id }) => ({
            table: id,
            form,
            form_evidence: 'labels',
            status: 'present',
          })),
          sections: sectionsFor(unit, year, random),
          published_date: `${year + 1}-01-${String(10 + (index % 19)).padStart(2, '0')}`,
        },
      };
  }
}

function headOf(
  name: string,
  division_code: string,
  year: number,
): Pick<Extraction, 'title' | 'unit' | 'report_year' | 'year_evidence'> {
  return {
    title: `${name}${year}年政府信息公开工作年度报告`,
    unit: { name, kind: 'department', division_code, parent: null, confidence: 'high', evidence: 'title' },
    report_year: year,
    year_evidence: 'title',
  };
}

/**
 * A synthetic nation: the provinces, and the counties of the list with their departments, a report a year since 2008 in
 * the edition of its year, small bodies mostly zeros and blanks. A few are corrected later, come late, print other figures
 * at a second address, or repeat the words of the year before. The same for the same number.
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
/** What the nation's readings are filed under. */
export const nationExtractor = 'nation';

const firstYear = 2008;
const years = 18;

const formOf = (year: number): FormId =>
  year < 2014 ? '2004' : year < 2019 ? '2014' : year < 2021 ? '2019' : '2021';

/** One report in so many is corrected later, at its address; another stands at a second one with other figures. */
const corrected = 50;
const contradicted = 50;
/** One in so many is published after the day that it is due. */
const late = 20;
/** One in so many repeats the words of the report of the year before. */
const repeated = 10;

/** The county that the questions of `examples.ts` are about. */
const asked = '330226';

const divisions = loadDivisions();
const provinces = divisions.filter(({ level }) => level === 'province');
const counties = divisions
  .filter(({ level, name }) => level === 'county' && !/^(?:市辖区|县)$/.test(name))
  .sort((a, b) => Number(b.code === asked) - Number(a.code === asked));

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

const subjects = [
  '市场监管',
  '财政预算',
  '行政执法',
  '公共服务',
  '规划建设',
  '应急管理',
  '民生实事',
  '营商环境',
];
const deeds = [
  '细化公开目录',
  '修订工作规程',
  '开设专题栏目',
  '组织业务培训',
  '回应公众关切',
  '清理失效文件',
  '改版门户网站',
];
const ways = [
  '逐项核对后按月更新',
  '由专人负责并定期通报',
  '在办事大厅同步张贴',
  '邀请代表旁听并答复',
  '通过新媒体账号转发',
];

/** Sentences as reports have them, some thousand characters, figures among them. */
function longText(topic: string, random: () => number): string {
  const one = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return Array.from(
    { length: 24 },
    () =>
      `围绕${topic}和${one(subjects)}，${one(deeds)}${1 + Math.floor(random() * 90)}次，涉及${one(topics)}事项${Math.floor(random() * 400)}项，${one(ways)}`,
  ).join('。');
}

function sectionsFor(place: Place, index: number, texts: Texts): Extraction['sections'] {
  const { unit, year } = place;
  const repeats = index % repeated === 0 && index % years > 0;
  const random = seededNumbers(repeats ? index : index + 1);
  const topic = topics[Math.floor(random() * topics.length)] ?? '';
  const count = Math.floor(random() * 4000);
  const more = texts === 'long' ? `${longText(topic, random)}。` : '';
  return [
    {
      number: 1,
      title: '总体情况',
      text: `${year}年，${unit}围绕${topic}等领域主动公开政府信息${count}条，收到申请的办理情况见下表，全年组织培训${count % 7}次，更新公开指南和目录，接受社会监督。${more}`,
    },
    { number: 6, title: '其他需要报告的事项', text: '无其他需要报告的事项。' },
  ];
}

/** `short`: a hundred characters, so that the tables are what is measured. `long`: as much as most reports say. */
export type Texts = 'short' | 'long';

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
  const province = provinces[body];
  if (province !== undefined) {
    const url = `https://www.c${province.code}.gov.cn/art/${year}/${index}.html`;
    return { unit: `${province.name}人民政府`, division_code: province.code, year, url };
  }
  const local = body - provinces.length;
  const county = counties[Math.floor(local / departments.length) % counties.length];
  if (county === undefined) throw new Error('the list of divisions has no county');
  const round = Math.floor(local / departments.length / counties.length);
  const department = departments[local % departments.length] ?? '';
  const name = `${county.name}${department === '' && round === 0 ? '人民政府' : department}`;
  return {
    unit: `${name}${round === 0 ? '' : `第${round}分局`}`,
    division_code: county.code,
    year,
    url: `https://www.c${county.code}.gov.cn/art/${year}/${index}.html`,
  };
}

/** A report as first printed (0), as corrected (1), and as it stands at another address (2). */
type Printing = 0 | 1 | 2;

const printings = (index: number): Printing[] =>
  index % corrected === 0 ? [0, 1] : index % contradicted === 7 ? [0, 2] : [0];

function captureOf(index: number, printing: Printing): Capture {
  const { url } = placeOf(index);
  const address = printing === 2 ? url.replace('/art/', '/zfxxgk/') : url;
  const { capture } = archived(address, none, { payload: `${index} ${printing}` });
  const captured_at = new Date(Date.UTC(2026, 0, 1) + index * 1000 + printing).toISOString();
  const id = `${capture.id.slice(0, -9)}${'acd'[printing]}${String(index).padStart(8, '0')}`;
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
  texts: Texts = 'short',
): Generator<{ readonly capture: Capture; readonly extraction: Extraction }> {
  for (let index = from; index < to; index += 1) {
    const place = placeOf(index);
    const { unit, division_code, year } = place;
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
          sections: sectionsFor(place, index, texts),
          published_date: `${year + 1}-${index % late === 3 ? '05' : '01'}-${String(10 + (index % 19)).padStart(2, '0')}`,
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

/** The year a report is of, and which text shows it. */

import { yearOfDigits } from '../../schema/chinese-years.ts';
import { type Issue, issue } from '../../schema/issues.ts';
import { type Span, squeeze } from './lines.ts';
import { type Statement, withoutForeignDocuments } from './statements.ts';
import { yearToken } from './vocabulary.ts';

export interface YearReading {
  readonly report_year: number | null;
  readonly year_evidence: string | null;
  readonly issues: readonly Issue[];
}

export interface YearSources {
  readonly title: Span | null;
  /** The line below the title. */
  readonly subtitle: Span | null;
  readonly statements: readonly Statement[];
  readonly paragraphs: readonly Span[];
  /** ISO date on which the page says it was published. */
  readonly published: string | null;
  /** Whether a date alone may show the year: only for what is surely an annual report. */
  readonly byDate: boolean;
}

const firstYear = 2003;

/** Years in a text in order; 二〇二〇年 counts like 2020年, a date (2021年2月1日) does not. */
export function yearsIn(text: string): readonly number[] {
  const years: number[] = [];
  for (const found of text.matchAll(yearToken)) {
    // 2018-2019学年 is reported on when it has ended.
    const year = yearOfDigits(found[1] ?? found[2] ?? found[0].slice(0, 4)) ?? 0;
    if (year >= firstYear && year < 2050) years.push(year);
  }
  return years;
}

const period =
  /(?<!\d)(20\d\d)年?度?1?月?(?:0?1月0?1日|1月1号)(?:起|零时)?(?:[至到—~-]+|起至?)(?:(20\d\d)年)?(?:度)?(?:0?12月(?:3[01]|30)|年底)/;
const periodWord =
  /(?:统计|数据|核定|报告)[^。;]{0,14}(?:期限|时限|时间|期间|期|日期|时段|时间段|时间点|区间)[^。;\d]{0,10}(20\d\d)年/;
/** A period that ends in another year (2019年9月1日至2020年8月31日) is of that year, unless it ends with its first days. */
const endOfRange = /^20\d\d年\d{1,2}月(?:\d{1,2}日)?起?,?[至到—–~-]+(20\d\d)年(?!0?1月)/;
const damagedPeriod = /(?<!\d)(20\d\d)1{1,2}(?:月1)?日?起?[至到](20\d\d)123[01]日?/;
const damagedPartly = /(?<!\d)(20\d\d)1月1日起?[至到](20\d\d)12月3[01]日/;
const noticeOnReport =
  /关于(?:做好|印发|报送|开展|编制|进一步|切实|认真)[^《》]{0,12}?(20\d\d)年?度?[^《》]{0,24}(?:年度报告|年报)/;

interface Evidence {
  readonly year: number;
  readonly source: 'title' | 'opening' | 'period' | 'cited_notice' | 'body' | 'published_date' | 'signature';
}

export function readYear(sources: YearSources): YearReading {
  const found = evidenceOf(sources);
  const best = decide(found);
  if (!best) return { report_year: null, year_evidence: null, issues: [] };
  return { report_year: best.year, year_evidence: best.source, issues: conflictIn(found, best) };
}

function evidenceOf(sources: YearSources): readonly Evidence[] {
  const found: Evidence[] = [];
  const add = (source: Evidence['source'], year: number | null): void => {
    if (year !== null) found.push({ source, year });
  };
  const titleYears = sources.title ? yearsIn(squeeze(sources.title).folded) : [];
  add('title', titleYears.at(-1) ?? bareYear(sources.title) ?? yearAlone(sources.subtitle));
  add('opening', openingYear(sources.statements));
  add('period', periodYear(sources.paragraphs, found[0]?.year ?? null));
  add('cited_notice', noticeYear(sources.paragraphs));
  add('body', bodyYear(sources.paragraphs));
  if (found.length === 0 && sources.byDate) {
    add('published_date', yearBefore(sources.published));
    if (found.length === 0) add('signature', yearBefore(signedDate(sources.paragraphs)));
  }
  return found;
}

/**
 * The title's year, unless opening, period and text agree on another: a title copied from last year. What only a
 * sentence says is outvoted by period and text.
 */
function decide(found: readonly Evidence[]): Evidence | null {
  const first = found[0];
  if (!first) return null;
  const others = found.slice(1).filter(({ source }) => source !== 'cited_notice');
  const rival = others[0];
  const outvoted =
    rival !== undefined &&
    others.length >= (first.source === 'opening' ? 2 : 3) &&
    rival.year !== first.year &&
    others.every(({ year }) => year === rival.year);
  return outvoted ? rival : first;
}

function conflictIn(found: readonly Evidence[], best: Evidence): readonly Issue[] {
  const strong = found.filter(
    ({ source }) => source === 'title' || source === 'opening' || source === 'period',
  );
  const other = strong.find(({ year }) => year !== best.year);
  if (!other) return [];
  return [
    issue(
      'extract.year.conflict',
      `the ${best.source} says ${best.year}, the ${other.source} ${other.year}; ${best.year} was taken`,
    ),
  ];
}

/** A year without 年 in a title: 2025湖口县…, …年度报告(2019). */
function bareYear(title: Span | null): number | null {
  const found = title ? /(?<!\d)(20[0-4]\d)(?!\d)/.exec(squeeze(title).folded) : null;
  const year = Number(found?.[1] ?? 0);
  return year >= firstYear ? year : null;
}

/** (2022年度), (2024年上半年) on a line of its own below the title. */
function yearAlone(line: Span | null): number | null {
  const found = line
    ? /^\(?(20[0-4]\d)年?度?(?:[上下]半年|前?[第一二三四1-4]+季度|\d{1,2}月?[-至—]\d{1,2}月)?\)?$/.exec(
        line.folded,
      )
    : null;
  const year = Number(found?.[1] ?? 0);
  return year >= firstYear ? year : null;
}

function openingYear(statements: readonly Statement[]): number | null {
  for (const { before, introduced } of statements) {
    if (!introduced) continue;
    const year = yearsIn(before.folded).at(-1) ?? trailingYear(before.folded);
    if (year !== null) return year;
  }
  return null;
}

function trailingYear(text: string): number | null {
  const found = /(20[0-4]\d)年?度?[^\d]{0,12}$/.exec(text);
  const year = Number(found?.[1] ?? 0);
  return year >= firstYear ? year : null;
}

/**
 * Year of the period that the figures cover. A period that has lost its 年 and 月 (201711日至20171231日)
 * counts only where the title bears it out: 2017 and 1 January cannot be told apart otherwise.
 */
function periodYear(paragraphs: readonly Span[], titleYear: number | null): number | null {
  for (const { folded } of paragraphs) {
    const found = period.exec(folded) ?? damagedPartly.exec(folded) ?? periodWord.exec(folded);
    const [, first, last] = found ?? [];
    const end = found ? endOfRange.exec(folded.slice(found.index + found[0].length - 5)) : null;
    if (end && end[1] !== first) return Number(end[1]);
    const year = Number(last ?? first ?? 0);
    if (year >= firstYear && (last === undefined || first === last)) return year;
    const damaged = Number(damagedPeriod.exec(folded)?.[2] ?? 0);
    if (damaged !== 0 && damaged === titleYear) return damaged;
  }
  return null;
}

function noticeYear(paragraphs: readonly Span[]): number | null {
  for (const { folded } of paragraphs.slice(0, 60)) {
    const found = noticeOnReport.exec(folded);
    if (found) return Number(found[1]);
  }
  return null;
}

/** A label of the form that says which year it means: 上一年项目数量(指2019年事项数), 本年增/减(指2020年…). */
const explainedLabel = /(上一年|本年)[^()。]{0,12}\(指?(20[0-4]\d)年[^()]*\)/g;

/** The year that most sentences of the first paragraphs begin with or speak of. */
function bodyYear(paragraphs: readonly Span[]): number | null {
  const votes = new Map<number, number>();
  for (const paragraph of paragraphs.slice(0, 120)) {
    // What the text says in title marks is its own title once more, or another's.
    const text = withoutForeignDocuments(paragraph)
      .folded.replace(/《[^《》]*》/g, '')
      .replace(explainedLabel, (_, label: string, year: string) => {
        const reported = Number(year) + (label === '上一年' ? 1 : 0);
        votes.set(reported, (votes.get(reported) ?? 0) + 3);
        return '';
      });
    if (text.length < 12) continue;
    for (const found of text.matchAll(
      /(?<![\d〔(])(20[0-4]\d)(?:年度|年|(?=政府信息公开))(?!\d{1,2}月\d)/g,
    )) {
      const opens = found.index === 0 || /[,。;:)、“《]$/.test(text.slice(0, found.index));
      const year = Number(found[1]);
      if (year < firstYear) continue;
      const weight = opens ? 3 : 1;
      votes.set(year, (votes.get(year) ?? 0) + weight);
    }
    for (const year of yearsIn(text.replace(/20\d\d/g, ''))) votes.set(year, (votes.get(year) ?? 0) + 1);
    const asOf = /截[至止]到?(20[0-4]\d)年?12月3[01]日/.exec(text);
    if (asOf) votes.set(Number(asOf[1]), (votes.get(Number(asOf[1])) ?? 0) + 2);
  }
  let best: number | null = null;
  for (const [year, count] of votes) if (best === null || count > (votes.get(best) ?? 0)) best = year;
  return best;
}

/** A report is due by the end of March after its year; a later date shows nothing. */
function yearBefore(date: string | null): number | null {
  if (date === null || !/^20\d\d-0[1-3]-/.test(date)) return null;
  return Number(date.slice(0, 4)) - 1;
}

function signedDate(paragraphs: readonly Span[]): string | null {
  for (const { folded } of paragraphs.slice(-12)) {
    const found = /^(?:.{0,30}[^\d])?(20[0-4]\d)年(\d{1,2})月\d{1,2}日$/.exec(folded);
    if (found) return `${found[1]}-${(found[2] ?? '').padStart(2, '0')}-01`;
  }
  return null;
}

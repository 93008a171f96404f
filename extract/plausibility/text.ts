/** Rules over the running text: gaps, lost characters, other bodies' numbers, dates that cannot be. */

import { sentencesOf } from '../prose.ts';
import { excerpt, flagged, type Reading, type Rule } from './flag.ts';

/** 主动公开政府信息  条: blanks, lines or crosses where a number should stand. */
const gap =
  /(?:信息|申请|事项|文件|共|计|约|达|收到|受理|答复|公开|发布)(?:[\s\u00a0\u3000_＿]{1,}|[×XxＸ]{2,})(?:条|件|次|份|篇|人次|万元|元)(?=[，。；、,.;）)]|其中)/u;
/** 统计期限为201711日, 〔20168号: 年, 月 or a bracket is gone. */
const lostCharacters = /(?<!\d)20[012]\d{2,5}日|[〔﹝［]20[012]\d{2,5}号|\ufffd/u;

const inText = (reading: Reading, pattern: RegExp): string | null => {
  for (const block of reading.document.blocks) {
    if (block.kind === 'table') continue;
    const match = pattern.exec(block.text);
    if (match) return excerpt(block.text, match.index, match[0].length);
  }
  return null;
};

export const gapsForNumbers: Rule = function* (reading) {
  const found = inText(reading, gap);
  if (found !== null) yield flagged('placeholder_left_empty', found);
};

export const lostText: Rule = function* (reading) {
  const found = inText(reading, lostCharacters);
  if (found !== null) yield flagged('text_damaged', found);
};

export const numbersOfOthers: Rule = function* ({ prose }) {
  for (const sentence of prose.ofOthers)
    yield flagged('text_copied_from_other_organ', sentence.slice(0, 200));
};

/** Only what the text gives as plain counts of all requests; 主动公开 and the like are other sets than the tables’. */
export const textAgainstTable: Rule = function* ({ prose }) {
  for (const { key, value, agrees, evidence } of prose.facts)
    if (agrees === false && key !== 'req_processed_total')
      yield flagged('prose_table_conflict', `${key} ${value}: ${evidence.slice(0, 200)}`, {
        table: 'requests',
        row: key,
        column: 'all',
      });
};

const totalOf = /共(?:计|有)?(?:主动)?(?:公开|发布|发)?[^,;。\d]{0,16}?(\d+)余?(条|件|篇)/u;
const partOf =
  /(?:其中|网站|公众号|微博|微信|媒体|公开栏|平台|抖音|公报)[^,;。、\d]{0,16}?(\d+)余?(条|件|篇)/gu;

/** 主动公开政府信息15条，在县政府网站发布工作动态38条: two counts of two things. */
const ofAnotherKind = /动态|资讯|新闻|视频|文章|推文|图文|稿件/u;

/** E7: 共公开382条, of which 2443 by one channel. The same piece may go by two channels, but by none more than all. */
export const partsAboveTotal: Rule = function* ({ document }) {
  for (const printed of sentencesOf(document.blocks)) {
    if (!printed.includes('共')) continue;
    const sentence = printed
      .normalize('NFKC')
      .replace(/\s/gu, '')
      .replace(/(?<=\d),(?=\d{3}(?!\d))/gu, '');
    const total = totalOf.exec(sentence);
    if (!total || /累计|历年|以来|增|减|较|比上/u.test(sentence)) continue;
    const rest = sentence.slice(total.index + total[0].length);
    for (const { 0: counted, 1: part = '', 2: unit, index } of rest.matchAll(partOf))
      if (
        unit === total[2] &&
        Number(part) > Number(total[1]) &&
        (!ofAnotherKind.test(counted) || rest.slice(0, index + 2).includes('其中'))
      ) {
        yield flagged('parts_exceed_total', printed.slice(0, 200));
        break;
      }
  }
};

const schoolYear = /20\d\d\s*[-—–~至]*\s*20\d\d\s*学年/u;

/** A line that is nothing but a date: how a report is signed. */
const dateLine = /^[\s(（]*(20\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?[\s)）]*$/u;
/** 2017210日: the year stands, month and day ran together; only one reading of them is a date. */
const damagedDateLine = /^[\s(（]*(20\d\d)(\d)(\d\d)日[\s)）]*$/u;

/** Dates that sign the report: in its last lines, or in brackets below its title. Lists beside it have dates of their own. */
function* signingDates({ document, sections }: Reading): Generator<string> {
  const last = sections.at(-1)?.text.split('\n').slice(-3) ?? [];
  const bracketed = document.blocks.flatMap(block =>
    block.kind === 'table' || !/[(（]/u.test(block.text)
      ? []
      : block.text.split('\n').filter(line => /^\s*[(（]/u.test(line)),
  );
  for (const line of [...bracketed, ...last]) {
    const date = line.length > 30 ? null : (damagedDateLine.exec(line) ?? dateLine.exec(line));
    if (!date) continue;
    const [, year = '', month = '', day = ''] = date;
    if (Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31)
      yield `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  }
}

export const datesBeforeTheEnd: Rule = function* (reading) {
  const { reportYear, publishedDate } = reading;
  if (reportYear === null) return;
  const dates = [...(publishedDate === null ? [] : [publishedDate]), ...signingDates(reading)];
  const [first] = dates.filter(date => date < `${reportYear + 1}-01-01`).sort();
  // A school year is over by September, and reported on in October.
  if (first === undefined || (first >= `${reportYear}-09-01` && inText(reading, schoolYear) !== null)) return;
  // Reports are due from January on; in December the year is as good as over.
  if (first < `${reportYear}-12-01`) yield flagged('date_conflict', `${first} in a report of ${reportYear}`);
  else yield flagged('published_before_period_end', first);
};

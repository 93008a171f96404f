/**
 * Numbers that the running text gives: requests received, answered, carried in and out, fees, pieces published.
 *
 * They are facts of the text, never cells. A number counts only where one clause names what is counted, says that it
 * is the whole and not a part of it (by letter, by one department, in one quarter), and the text nowhere gives another
 * number for the same thing. What is told of another body or of another year is left alone.
 */

import type { Cell, TextFact } from '../schema/extraction.ts';
import type { TextFactKey } from '../schema/flags.ts';
import { type CellLookup, cellLookup } from './cell-lookup.ts';
import { parseChineseNumeral } from './chinese-numerals.ts';
import type { Block } from './document.ts';

const figure =
  '(?<approx>约|近)?(?<number>\\d+(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千]{1,9})(?<more>余|多)?(?<ten>万(?!元)余?)?';
const countedRequests = `${figure}(?<unit>件|份|宗|起|例|条|次)`;

interface Pattern {
  readonly key: TextFactKey;
  readonly clause: RegExp;
  /** What must stand in the sentence for the clause to be about the thing. */
  readonly sentence: RegExp;
  /** What in the clause makes it a part, or another thing. */
  readonly except: RegExp;
}

const aboutRequests = /依申请|(?:信息|申请)公开[^。]*申请|申请[^。]*公开|公开[^。]{0,12}申请/;
/** What bodies receive and answer beside requests: 共受理12件 in a sentence with one of these is not known to be of requests. */
const otherBusiness = /提案|建议|信访|留言|热线|咨询|来信|投诉|举报|群众|市民|问题|许可|处罚|服务/u;
const partOfRequests =
  /其中|网络|网上|信函|来信|信件|当面|传真|邮|现场|窗口|口头|电话|平台|自然人|法人|企业|科研|公益|律师|咨询|复议|诉讼|信访|举报|投诉|建议|提案|留言|举报|热线|级部门|直部门|本级|不予|无法|部分|不属于|延期|补正|撤|以上|以下|每|第|增|减|降|升|同比|环比|占|以来|季度|上半年|下半年|\d月|去年|月份|转办|参与|提供/;
const carriedIn = /(?:上|去)一?年度?(?:的)?(?:结转|转入|延续|遗留|留转)/;
const toNextYear = /(?:结转|顺延|转入|转)(?:至|到|入)?(?:下一?|次|明|20\d\d)年/;

const patterns: readonly Pattern[] = [
  {
    key: 'req_new_received',
    clause: new RegExp(
      `(?:受理|收到|接收|接到|新收)[^\\d零〇一二两三四五六七八九十百千]{0,24}?${countedRequests}(?!以)`,
      'u',
    ),
    sentence: aboutRequests,
    except: new RegExp(`${partOfRequests.source}|${carriedIn.source}|${toNextYear.source}`, 'u'),
  },
  {
    key: 'req_carried_in',
    clause: new RegExp(
      `${carriedIn.source}[^\\d零〇一二两三四五六七八九十百千]{0,16}?${countedRequests}`,
      'u',
    ),
    sentence: aboutRequests,
    except: partOfRequests,
  },
  {
    key: 'req_processed_total',
    clause: new RegExp(
      `(?:答复|办结|办理完毕)[^\\d零〇一二两三四五六七八九十百千]{0,16}?${countedRequests}`,
      'u',
    ),
    sentence: aboutRequests,
    except: new RegExp(`${partOfRequests.source}|公开答复|答复公开|按[时期]|${toNextYear.source}`, 'u'),
  },
  {
    key: 'req_carried_out',
    clause: new RegExp(`${countedRequests}[^\\d]{0,8}?${toNextYear.source}`, 'u'),
    sentence: aboutRequests,
    except: partOfRequests,
  },
  {
    key: 'req_carried_out',
    clause: new RegExp(
      `${toNextYear.source}度?[^\\d零〇一二两三四五六七八九十百千]{0,16}?${countedRequests}`,
      'u',
    ),
    sentence: aboutRequests,
    except: partOfRequests,
  },
  {
    key: 'req_fees_collected',
    clause: new RegExp(
      `(?:收取|收缴|收到|实收|征收)[^\\d]{0,16}?(?:信息|公开)处理费[^\\d零〇一二两三四五六七八九十百千]{0,8}?${figure}(?<unit>万?元)`,
      'u',
    ),
    sentence: /处理费/,
    except: /标准|每|按件|按量|以上|以下|减免|免收|退还|应收|去年|同比|累计|以来|其中/,
  },
  {
    key: 'items_published',
    clause: new RegExp(
      `(?:主动公开|共公开|公开|共发布)(?:各类|各项)?(?:政府|政务)?信息(?:总?数|总量|共|共计|合计|总计|达|达到|累计)*${figure}(?<unit>条|件|篇)`,
      'u',
    ),
    sentence: /公开/,
    except:
      /其中|网站|门户|微信|微博|公众号|媒体|平台|公报|栏|屏|客户端|APP|抖音|累计|历年|以来|季度|上半年|下半年|\d月|去年|同比|增|减|部门信息|类信息|领域/u,
  },
];

/** 未收到…申请: none at all, not only none by letter or none of one kind. */
const noneReceived =
  /(?:未|没有|没|无|尚未)(?:收到|接到|受理|接收到?)(?<what>[^,;。]{0,40}?)(?:信息公开的?申请|公开(?:政府|相关|有关)?信息的?申请|依申请公开|申请公开|公开申请|依申请)/u;
const partOfNone =
  /网络|网上|信函|来信|当面|传真|邮|现场|窗口|复议|诉讼|信访|举报|投诉|建议|收费|减免|不予|部分|企业|补正|涉及|超过|逾期|因/u;
const partYear = /季度|上半年|下半年|\d月|月份|去年|上年|目前为止/u;
const noFees =
  /(?:未|没有|没|不|无)(?:有|曾|予|存在|发生|产生|出现)?(?:收取|收缴|征收)(?:任何|相关|过|政府|信息公开|的){0,4}(?:信息|公开)处理费/u;

/** Requests made to a body above: a sentence that was copied from that body's report, or that speaks of it. */
const madeToAnother =
  /向(?<body>[\p{Script=Han}]{0,8}?(?:省|市|自治区|州|县|区)(?:人民)?政府(?:办公[室厅])?)[^。;]{0,40}?(?:提出|提交|递交)[^。;]{0,24}?申请/u;

/** What 申请, 处理费 and 公开 begin with, or what compatible characters of them are; menus have neither. */
const mayTell = /[申处公\u2e80-\u2fdf\u3200-\u33ff\ud800-\udfff\uf900-\ufaff]/;

export interface Prose {
  readonly facts: readonly TextFact[];
  /** Sentences that tell of requests made to another body. */
  readonly ofOthers: readonly string[];
}

/**
 * @param unit what the body that reports is called; null where unknown: then no sentence is known to be of another.
 */
export function readProse(
  blocks: readonly Block[],
  cells: readonly Cell[],
  reportYear: number | null,
  unit: string | null,
): Prose {
  const cellAt = cellLookup(cells);
  const found: TextFact[] = [];
  const ofOthers: string[] = [];
  for (const printed of sentencesOf(blocks)) {
    if (!mayTell.test(printed)) continue;
    const sentence = plain(printed);
    if (!/申请|处理费|公开/.test(sentence) || isOfAnotherYear(sentence, reportYear)) continue;
    const body = madeToAnother.exec(sentence)?.groups?.['body'];
    if (body !== undefined && isAnother(body, unit)) {
      ofOthers.push(printed);
      continue;
    }
    found.push(...factsIn(sentence, printed, reportYear, cellAt));
  }
  return { facts: undisputed(found), ofOthers };
}

/** No sentence of a report is longer; without full stops a hostile page would be one. */
const longestSentence = 1500;

/** The text's facts and the flags both ask for the sentences of one document. */
const sentences = new WeakMap<readonly Block[], readonly string[]>();

/** The sentences of the running text, as printed. */
export function sentencesOf(blocks: readonly Block[]): readonly string[] {
  const known = sentences.get(blocks);
  if (known) return known;
  const found: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'table') continue;
    const { text } = block;
    for (let from = 0; from < text.length; ) {
      const at = text.slice(from).search(/[。；;！!\n]/);
      const to = at === -1 ? text.length : from + at + 1;
      const sentence = text.slice(from, to).trim();
      if (sentence !== '' && sentence.length <= longestSentence) found.push(sentence);
      from = to;
    }
  }
  sentences.set(blocks, found);
  return found;
}

/** The sentence without white space, titles of laws and numbers of documents, punctuation in canonical width. */
function plain(sentence: string): string {
  return sentence
    .normalize('NFKC')
    .replace(/[\s\u00a0\u200b\u3000]+/gu, '')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/gu, '')
    .replace(/《[^》]*》|[〔[(]20\d\d[〕\])]\d*号?/gu, '');
}

function isOfAnotherYear(sentence: string, reportYear: number | null): boolean {
  if (reportYear === null) return false;
  return [...sentence.matchAll(/(20\d\d)年/gu)].some(([, year]) => Number(year) < reportYear);
}

/** A department or a town is not its city's government; a government, or its office, may be named in short. */
function isAnother(body: string, unit: string | null): boolean {
  if (unit === null || /政府|办公[室厅]$|[省市州]$/u.test(unit.replace(/(?:镇|乡|街道)人民政府$/u, '')))
    return false;
  return !unit.includes(body);
}

function factsIn(
  sentence: string,
  evidence: string,
  reportYear: number | null,
  cellAt: CellLookup,
): TextFact[] {
  const facts: TextFact[] = [];
  const keep = (key: TextFactKey, value: number, unit: string, approximate: boolean): void => {
    facts.push({
      key,
      value,
      unit,
      approximate,
      evidence,
      agrees: approximate ? null : agreement(key, value, cellAt),
    });
  };
  const none = noneReceived.exec(sentence);
  if (none && !partOfNone.test(none.groups?.['what'] ?? '') && !partYear.test(sentence))
    keep('req_new_received', 0, '件', false);
  if (noFees.test(sentence) && !partYear.test(sentence)) keep('req_fees_collected', 0, '元', false);
  for (const clause of sentence.split(/[,，;；。()（）:：]/u))
    for (const { key, clause: pattern, sentence: topic, except } of patterns) {
      const groups = pattern.exec(clause)?.groups;
      if (groups === undefined || !topic.test(sentence) || except.test(clause)) continue;
      if (topic === aboutRequests && !/申请|公开/u.test(clause) && otherBusiness.test(sentence)) continue;
      if (key !== 'req_carried_out' && isOfLaterYear(clause, reportYear)) continue;
      const value = numberOf(groups);
      const unit = groups['unit'] ?? '';
      const approximate = [groups['approx'], groups['more'], groups['ten']].some(mark => mark !== undefined);
      if (value === null) continue;
      if (unit === '万元') keep(key, tenThousandfold(value), '元', approximate);
      else keep(key, value, unit, approximate);
    }
  return facts;
}

const isOfLaterYear = (clause: string, reportYear: number | null): boolean =>
  reportYear !== null && [...clause.matchAll(/(20\d\d)年/gu)].some(([, year]) => Number(year) > reportYear);

function numberOf(groups: Readonly<Record<string, string | undefined>>): number | null {
  const text = groups['number'] ?? '';
  const value = /^\d/.test(text) ? Number(text) : parseChineseNumeral(text);
  if (value === null || !Number.isFinite(value)) return null;
  const whole = groups['ten'] === undefined ? value : tenThousandfold(value);
  return /元$/.test(groups['unit'] ?? '') || Number.isInteger(whole) ? whole : null;
}

const tenThousandfold = (value: number): number => Math.round(value * 1e6) / 100;

/** Whether the table prints the number. Requests received may be told with those carried in. */
function agreement(key: TextFactKey, value: number, cellAt: CellLookup): boolean | null {
  if (key === 'items_published' || key === 'req_fees_collected') return null;
  const printed = cellAt('requests', key, 'all')?.value ?? null;
  if (printed === null) return null;
  if (printed === value) return true;
  const before = cellAt('requests', 'req_carried_in', 'all')?.value ?? null;
  return key === 'req_new_received' && before !== null && printed + before === value;
}

/** Facts of which the text gives one number only, each once. */
function undisputed(facts: readonly TextFact[]): TextFact[] {
  const byKey = new Map<TextFactKey, TextFact[]>();
  for (const fact of facts) {
    const known = byKey.get(fact.key);
    if (known) known.push(fact);
    else byKey.set(fact.key, [fact]);
  }
  return [...byKey.values()].flatMap(([first, ...others]) =>
    first !== undefined && others.every(({ value }) => value === first.value) ? [first] : [],
  );
}

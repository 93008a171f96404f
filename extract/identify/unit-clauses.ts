/** Bodies that running text names as its own: who compiled the report, whom to ask, who did what in the year. */

import type { Gazetteer } from './gazetteer.ts';
import { cut, type Span } from './lines.ts';
import { startOfClause, withoutForeignDocuments } from './statements.ts';
import { bodyNameOf, kindOf, nameParts, withoutInternalOffice } from './unit-name.ts';
import { afterSubject } from './vocabulary.ts';

type ClauseEvidence = 'compiler' | 'body' | 'contact' | 'mention' | 'consolidation';

export interface NamedInClause {
  readonly evidence: ClauseEvidence;
  readonly name: Span;
}

/** Every body that a clause of the paragraph names as the one that reports. */
export function* bodiesInClauses(paragraph: Span, gazetteer: Gazetteer): Generator<NamedInClause> {
  const text = withoutForeignDocuments(paragraph);
  for (const [evidence, word, pattern] of clausePatterns) {
    if (!word.test(text.folded)) continue;
    for (const found of text.folded.matchAll(pattern)) {
      const name = nameAround(text, found, evidence, gazetteer);
      if (name) yield { evidence, name };
    }
  }
  const subject = subjectOf(text, gazetteer);
  if (subject) yield { evidence: 'body', name: subject };
  for (const name of bodiesBeforeDisclosure(text, gazetteer)) yield { evidence: 'mention', name };
  for (const name of bodiesOfOwnRules(paragraph, gazetteer)) yield { evidence: 'mention', name };
}

/** 制定了《某某街道政府信息公开工作方案》: what a body draws up for its own disclosure carries its name. */
function* bodiesOfOwnRules(paragraph: Span, gazetteer: Gazetteer): Generator<Span> {
  if (!paragraph.folded.includes('《')) return;
  for (const found of paragraph.folded.matchAll(ownRules)) {
    const start = found.index + found[0].length - (found[1] ?? '').length;
    const name = bodyNameOf(cut(paragraph, start, found.index + found[0].length), gazetteer);
    if (name && name.text.length === found[1]?.length) yield name;
  }
}
const ownRules =
  /(?:制定|制订|出台|修订|编制)(?:完善|下发|印发|并?实施)?了?《([^《》,。]{3,24}?)(?=(?:政府|政务)?(?:信息|政务)公开|政府信息依申请)/g;

/** Kind of evidence, a word that every such clause has, and the clause; most paragraphs have none of the words. */
const clausePatterns: readonly (readonly [ClauseEvidence, RegExp, RegExp])[] = [
  [
    'compiler',
    /编[制写辑发]|撰写|制作/,
    /(?<!自)由((?:[^,。;:由]|(?<=自)由){2,50}?)(?:(?:根据|按照|依据)[^,。;]{0,160}|结合[^,。;]{0,30}|汇总[^,。;]{0,30}|综合(?!行政|执法|服务|管理|保税|治理|交通|事务|实验|试验|改革)[^,。;]{0,30})?(?:编制|编写|撰写|组织编制|负责编制|编辑|制作|编发)/g,
  ],
  [
    'compiler',
    /编[制写辑]|撰写/,
    /[,。;:]([^,。;:□]{2,30}?)(?:根据|结合|按照)[^,。;]{0,40}编制(?:了?本|20\d\d)[^,。;]{0,12}报告/g,
  ],
  [
    'compiler',
    /编[制写辑]|撰写/,
    /(?:汇总|综合)(?:20\d\d年度?)?([^,。;:]{2,30}?)的?(?:政府信息|政务|信息)公开[^,。;]{0,12}(?:编制|编写|撰写)/g,
  ],
  [
    'body',
    /公开/,
    /(?:20\d\d年度?|结合)([^,。;:年□]{3,30}?)的?(?:20\d\d年度?)?的?(?:政府信息公开|政务公开|信息公开)/g,
  ],
  [
    'body',
    /年报|年度报告/,
    /(?<=^|[,。;:])([^,。;:年□]{3,30}?)20\d\d年度?(?:年报|年度报告)(?=□*(?:是|系)?(?:根据|依据|依照|按照|由))/g,
  ],
  [
    'contact',
    /联系|咨询|反映|提出|沟通|反馈|受理机构|致电/,
    /(?:请与|可与|请和|可以与|请同|可向|请向|直接与|欢迎与)([^,。;:(□]{2,50}?)(?:\([^()]{0,160}\))?(?:联系|咨询|反映|提出|沟通|取得联系|反馈)/g,
  ],
  [
    'contact',
    /联系|咨询|反映|提出|沟通|反馈|受理机构|致电/,
    /(?:请联系:?|可联系:?|联系单位(?:为|是|:)?|联系机构(?:为|是|:)?|受理机构(?:为|是|:)?|请致电|请咨询|可咨询)([^,。;:(□\d]{2,40}?)(?=[,。;:(\d]|联系|电话|地址|$)/g,
  ],
  [
    'mention',
    /信息公开专|官网|网站|公众号/,
    /(?:通过|登录|登陆|访问|在|依托|从)“?([^,。;:“”(□]{2,30}?)(?:政府)?(?:信息公开专栏|信息公开专网|官方网站|(?:门户|入口)网站|官网|网站|(?:官方)?(?:微信)?公众号)/g,
  ],
  [
    'consolidation',
    /综合|汇总/,
    /(?:综合|汇总)(?:了)?(?:20\d\d年度?)?(?:全?)([^,。;:□]{2,16}?)(?:各|所辖|所属)(?:县|区|市|乡|镇|部门|级)/g,
  ],
];

function nameAround(
  text: Span,
  found: RegExpExecArray,
  evidence: ClauseEvidence,
  gazetteer: Gazetteer,
): Span | null {
  const inner = found[1] ?? '';
  const start = found.index + found[0].indexOf(inner);
  // 某某县人民政府信息公开 shares its 政府 between the body and its work.
  const shared = inner.endsWith('人民') && text.folded.startsWith('政府', start + inner.length) ? 2 : 0;
  const span = cut(text, start, start + inner.length + shared);
  if (span.folded.includes('□')) return null;
  const whole = evidence === 'contact' ? null : bodyNameOf(span, gazetteer);
  // Who is to be asked, and sometimes who compiled, is an office within the body.
  const name =
    whole ??
    (evidence === 'contact' || evidence === 'compiler' ? withoutInternalOffice(span, gazetteer) : null);
  if (!name) return null;
  if (evidence === 'mention' || evidence === 'compiler') {
    const { body } = nameParts(name.folded, gazetteer);
    // A report is often read on the government's site, and written by the office for disclosure.
    if (
      evidence === 'mention' &&
      /^(?:人民政府|政府)?$/.test(body) &&
      kindOf(name.folded, gazetteer) === 'government'
    )
      return null;
    if (/信息公开|政务公开/.test(body)) return withoutInternalOffice(span, gazetteer);
  }
  return name;
}

/** Body that a clause of the paragraph begins with and that then did something: 2025年，霍城县水利局坚持… */
function subjectOf(text: Span, gazetteer: Gazetteer): Span | null {
  const limit = Math.min(text.folded.length, 600);
  for (let index = 2; index < limit; index += 1) {
    if (!subjectEnd.has(text.folded.charCodeAt(index - 1))) continue;
    const ahead = text.folded.slice(index, index + 16);
    if (!afterSubject.test(ahead) || (text.folded[index - 1] === '府' && ahead.startsWith('信息'))) continue;
    const start = startOfClause(text.folded, index);
    if (index - start < 3) continue;
    const clause = cut(text, start, index);
    const body = cut(clause, leadIn.exec(clause.folded)?.[0].length ?? 0);
    if (body.text.length < 3 || body.text.length > 34 || body.folded.includes('□')) continue;
    const name = bodyNameOf(body, gazetteer);
    if (name && name.text.length === body.text.length && !goesOn(body.folded, ahead, gazetteer)) return name;
  }
  return null;
}

/** 从 begins a place in 广州市从化区 and in 公安局从江分局, and no deed. */
const goesOn = (name: string, ahead: string, gazetteer: Gazetteer): boolean =>
  gazetteer.leadingPlaces(name + ahead).names.join('').length > name.length ||
  [2, 3, 4].some(
    length => branchEnd.test(ahead.slice(length)) && gazetteer.named(ahead.slice(0, length)).length > 0,
  );
const branchEnd = /^(?:分局|支局|分行|支行|分公司|大队|支队|办事处)/;

/** Bodies with their place right in front of 政府信息公开工作, wherever in a sentence: 承担某某县公安局政府信息公开工作. */
function* bodiesBeforeDisclosure(text: Span, gazetteer: Gazetteer): Generator<Span> {
  for (const found of text.folded.slice(0, 1200).matchAll(/(?:政府信息公开|政务公开|信息公开)工作/g)) {
    const clause = startOfClause(text.folded, found.index);
    for (let start = Math.max(clause, found.index - 26); start < found.index - 3; start += 1) {
      const { names, rest } = gazetteer.leadingPlaces(text.folded.slice(start, found.index));
      if (names.length === 0) continue;
      const piece = cut(text, start, found.index);
      // 某某县信息公开工作 is everybody's there; 某某镇信息公开工作 is the town's.
      if (/^(?:人民|人民政府|政府)?$/.test(rest) && !/.[镇乡]$|街道$|苏木$/.test(piece.folded)) continue;
      const name = bodyNameOf(piece, gazetteer);
      if (name && name.text.length === piece.text.length) yield name;
      break;
    }
  }
}

const subjectEnd = new Set(
  [...')局厅委办室部署处院中心队站所社馆街道镇乡区市县省州盟旗府会关司园公学校行场团师台'].map(sign =>
    sign.charCodeAt(0),
  ),
);
/** What may stand between the start of a clause and its subject. */
const leadIn =
  /^(?:(?:20\d\d年?(?:度|以来|来)?|今年|一年来|年内|全年|本年度|过去一年)的?|\([一二三四五六七八九十]\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[、.]|[^,。]{1,14}(?:情况|方面|工作)[。:.]|(?:总体情况|概述|基本情况)|(?:一|二|三|四)是|其中|截[至止]20\d\d年(?:底|末|12月31日))+/;

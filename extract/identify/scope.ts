/** What the figures cover, where a sentence says so. */

import type { Scope } from '../../schema/extraction.ts';
import type { Span } from './lines.ts';
import { withoutForeignDocuments } from './statements.ts';

export interface ScopeReading {
  readonly scope: Scope;
  readonly scope_evidence: string | null;
}

const members = '(?:各|所辖|所属|下辖)[^,。;]{0,16}(?:县|区|市|州|旗|乡|镇|街道)';
/** Sentences by what they say, the most telling first. */
const patterns: readonly (readonly [Exclude<Scope, 'unstated'>, RegExp])[] = [
  [
    'jurisdiction_consolidated',
    new RegExp(
      `(?:汇总|综合|合并|统计)[^。]{0,60}${members}[^。]{0,80}(?:编制|编写|编撰|撰写|而成|数据|报告)`,
    ),
  ],
  [
    'jurisdiction_consolidated',
    new RegExp(`(?:数据|统计|报告)[^。]{0,30}(?:包括|包含|涵盖|含)[^。]{0,50}${members}`),
  ],
  [
    'jurisdiction_consolidated',
    /(?:汇总|综合|合并)[^。;]{0,30}全(?:省|市|县|区|州|旗|盟)(?!局)[^。;]{0,30}(?:数据|情况|编制|编写|编撰|撰写|报告)/,
  ],
  [
    'own_level_with_departments',
    /(?:汇总|综合|合并|统计)[^。]{0,60}(?:各|所属)[^,。;]{0,10}(?:部门|单位|委办局|委、办、局|工作部门|直属机构)[^。]{0,60}(?:编制|编写|编撰|撰写|而成|数据|报告)/,
  ],
  [
    'own_level_with_departments',
    /(?:数据|统计|报告)[^。]{0,30}(?:包括|包含|涵盖|含)[^。]{0,40}(?:部门|本级政府各)/,
  ],
  [
    'jurisdiction_consolidated',
    /(?:全省|全市|全县|全区|全州|全旗|全盟|本市|本省|本区|本县)(?:各级|各)(?:行政机关|政府机关|人民政府|政府部门|行政部门|政府|部门)/,
  ],
  [
    'jurisdiction_consolidated',
    /(?:全省|全市|全县|全州|全旗|全盟)(?:共|累计|全年|各级|行政机关)*(?:受理|收到|新收|主动公开|公开)(?:的)?(?:各类)?(?:政府信息)/,
  ],
  [
    'own_organ',
    /(?:^|[,。;:)])(?:20\d\d年度?,?|全年,?|本年度,?)*(?:我(?:局|委|办|厅|室|中心|院|单位|机关|部门)|本(?:机关|单位|局|委|办|部门|办公室)|[^,。;:年]{0,8}(?:政府办公室|政府办公厅|政府办|机关本级|本级机关))(?:共|总共|累计|全年|未|没有|无|新)*(?:受理|收到|接到|接收|新收|办理|主动公开|公开)/,
  ],
  [
    'own_organ',
    /(?:我(?:局|委|办|厅|室|中心|院|单位|机关|部门|大队|支队)|本(?:机关|单位|局|委|办|部门|办公室))(?:[^,。;:]{0,24}(?:主动|共|累计|新增|总计)?公开(?:各类)?(?:政府|政务)?信息(?:共|共计|总计)?\d|(?:[^,。;:]{0,12})(?:收到|受理|接到|接收|未收到)(?:到)?[^,。;:]{0,16}申请(?:公开)?(?:表|共|件|共计)?(?:\d|[,。;]|$))/,
  ],
  ['own_organ', /\((?:本级机关|机关本级)\)|本级(?:政府)?\(机关\)/],
];
const sentenceLimit = 400;

/** The first telling sentence of the most telling kind; `unstated` where there is none. */
export function readScope(paragraphs: readonly Span[], title: Span | null): ScopeReading {
  const sentences = [
    ...(title ? [title] : []),
    ...paragraphs.slice(0, 60).flatMap(paragraph => sentencesOf(paragraph)),
  ];
  for (const [scope, pattern] of patterns) {
    for (const sentence of sentences) {
      if (pattern.test(sentence.folded)) return { scope, scope_evidence: sentence.text };
    }
  }
  return { scope: 'unstated', scope_evidence: null };
}

function sentencesOf(paragraph: Span): Span[] {
  const blanked = withoutForeignDocuments(paragraph);
  const sentences: Span[] = [];
  let start = 0;
  while (start < blanked.folded.length && sentences.length < 60) {
    const stop = blanked.folded.indexOf('。', start);
    const end = stop === -1 ? blanked.folded.length : stop + 1;
    const length = Math.min(end, start + sentenceLimit);
    sentences.push({
      text: paragraph.text.slice(start, length),
      folded: blanked.folded.slice(start, length),
    });
    start = end;
  }
  return sentences;
}

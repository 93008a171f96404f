/** Places in a sentence that their neighbours tell: only certain words can stand there, and advertising is not one. */

export type NeighbourSlot =
  | 'affairs'
  | 'committee'
  | 'disclosure'
  | 'issuer'
  | 'seat'
  | 'within'
  | 'suffix'
  | 'crumb';

/** Verbs whose object right before 公开 can only be 政务, 政府信息 or the like. */
const affairsLeft =
  /(?:印发|推进|加强|做好|负责|完善|深化|强化|规范|落实|全面|开展|抓好|优化|提升|提高|各项)$/u;
const affairsRight = /^公开(?!招聘|招标|课|赛|资料|曝光|通报|选拔|发行)/u;
/** 市委、市政府: before the pause mark stands a committee or another government. */
const committeeRight = /^、(?:中共)?[省市县区州旗镇乡]?(?:委|政府|党委|人大|人民政府)/u;
const disclosureLeft = /(?:\d年度?|共和国)$/u;
const disclosureRight = /^(?:(?:工作)?年度(?:工作)?报告|(?:工作)?年报|条例|工作年度)/u;
const issuerRight = /^ {0,2}20\d\d年度?[^。；]{0,16}(?:报告|信息公开|年报)/u;
const seatLeft = /(?:地址|住址)[:为是]? ?$/u;
const withinLeft = /[市县区镇乡州盟旗]$/u;
const withinRight = /^(?:信息网|门户|网站|网(?![\u4e00-\u9fff]))/u;
const suffixLeft = /(?:报告|通知|公告|年报|指南|目录|局|委|政府|网) {0,2}[_|-] {0,2}$/u;
/** An item of the path of columns above a page. */
const crumbLeft = /(?:>|位置:|位置) ?$/u;
const crumbRight = /^ ?>/u;
const pauseMark = 0x3001;

/** The slot of text[start, end) of a folded line; null for none of these. */
export function neighbourSlot(text: string, start: number, end: number): NeighbourSlot | null {
  const right = text.slice(end, end + 40);
  const left = text.slice(Math.max(0, start - 8), start);
  if (right === '' || right.charAt(0) === '\n') return suffixLeft.test(left) ? 'suffix' : null;
  if (crumbRight.test(right) && crumbLeft.test(left)) return 'crumb';
  if (right.charCodeAt(0) === pauseMark) return committeeRight.test(right) ? 'committee' : null;
  if (issuerRight.test(right)) return 'issuer';
  if (affairsRight.test(right) && affairsLeft.test(left)) return 'affairs';
  if (disclosureRight.test(right) && disclosureLeft.test(left)) return 'disclosure';
  if (withinRight.test(right) && withinLeft.test(left)) return 'within';
  return seatLeft.test(left) ? 'seat' : null;
}

/** Whether the text at `end` may be the right side of such a slot: asked for every advertising word of a page. */
export function endsSlot(text: string, end: number): boolean {
  const first = text.charCodeAt(end);
  if (first === pauseMark) return committeeRight.test(text.slice(end, end + 8));
  if (first === 0x516c) return affairsRight.test(text.slice(end, end + 6));
  if (first === 0x32 || first === 0x20) return issuerRight.test(text.slice(end, end + 40));
  if (first === 0x5de5 || first === 0x5e74 || first === 0x6761)
    return disclosureRight.test(text.slice(end, end + 8));
  return (
    first === 0x201d || first === 0x300b || (first === 0x7f51 && withinRight.test(text.slice(end, end + 4)))
  );
}

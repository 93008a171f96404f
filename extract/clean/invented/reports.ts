/** Reports written for the tests, with the slots that injection uses: ⟦place⟧ marks where a phrase may stand. */

import type { Shape } from './phrases.ts';

export interface Unit {
  readonly city: string;
  readonly bureau: string;
  readonly town: string;
}

export const units: readonly Unit[] = [
  { city: '临江市', bureau: '水利局', town: '青石镇' },
  { city: '永宁县', bureau: '交通运输局', town: '柳溪镇' },
  { city: '东河区', bureau: '政务服务管理局', town: '双桥街道' },
  { city: '海安市', bureau: '农业农村局', town: '沙洲镇' },
  { city: '平川县', bureau: '财政局', town: '白塔乡' },
  { city: '南湖区', bureau: '教育和体育局', town: '新城街道' },
];

/** How a phrase takes a word's place; the name says which word it was, or where the phrase was put beside it. */
export const slotKinds = [
  'prefix',
  'suffix',
  'breadcrumb',
  'city_stem',
  'city',
  'government',
  'bureau',
  'affairs',
  'disclosure',
  'committee',
  'quoted',
  'address',
  'portal',
  'about',
  'owner',
  'footer',
] as const;
export type SlotKind = (typeof slotKinds)[number];

/** A firm's plain name shows nothing to condemn it by, but where it is half of a place's name. */
export function isTellable(shape: Shape, slot: SlotKind): boolean {
  return shape !== 'firm' || slot === 'city_stem' || slot === 'city';
}

/** Slots beside a word, which stays; in all others the phrase stands in the word's place. */
const beside: ReadonlySet<SlotKind> = new Set<SlotKind>(['prefix', 'suffix', 'footer']);

/**
 * A bureau's report with `phrase` in the slots of one kind, at most `limit` of them; without phrase the true text.
 * `kept` is what must remain of the text: everything but the phrase and the word that it replaced.
 */
export function reportWith(
  unit: Unit,
  slot: SlotKind,
  phrase: string,
  limit: number,
): { text: string; kept: string; injected: number } {
  let left = limit;
  let injected = 0;
  const put = (kind: SlotKind, word: string, mark = ''): string => {
    if (kind !== slot || left <= 0) return word;
    left--;
    injected++;
    return `${mark}⟦${beside.has(kind) ? word : ''}⟧`;
  };
  const stem = unit.city.slice(0, -1);
  const level = unit.city.slice(-1);
  const city = () => (slot === 'city_stem' ? `${put('city_stem', stem)}${level}` : put('city', unit.city));
  const name = () => `${city()}${put('bureau', unit.bureau)}`;
  const lines = [
    `${put('prefix', '')}${name()}2023年${put('disclosure', '政府信息公开')}工作年度报告${put('suffix', '', '_')}`,
    `当前位置:首页 > ${put('breadcrumb', unit.city)}${unit.bureau} > 政府信息公开 > 年度报告`,
    `发布时间:2024-01-18 来源:${put('prefix', '')}${name()} 浏览次数:`,
    `根据《中华人民共和国${put('disclosure', '政府信息公开')}条例》,${name()}编制本报告,并经${unit.city}${put('government', '人民政府')}网站公布。对报告有疑问的,请与${name()}办公室联系(地址:${put('address', unit.city)}益民西街8号)。`,
    '一、总体情况',
    `全年在${put('committee', `${level}委`)}、${level}政府的领导下,按照《${put('quoted', stem)}政务公开工作要点》推进。`,
    `(一)主动公开。全年经${put('prefix', '')}${unit.town}人民政府网和“${put('quoted', stem)}政务服务”公众号发布信息一百二十余条,其中规划计划六条、资金信息十四条、执法结果二十三条。`,
    `(二)依申请公开。全年收到申请四件,均按期答复。${put('footer', '')}`,
    `(三)制度建设。落实上级${put('about', '关于')}政务公开的要求,按照《${unit.city}政府办公室${put('about', '关于')}印发${put('affairs', '政务')}公开要点的通知》分解任务,专人负责${put('affairs', '政务')}公开。`,
    `(四)平台建设。更新栏目九个,检修自助查询机两台。${put('portal', unit.city)}门户网站运行平稳。`,
    '五、存在的主要问题及改进情况',
    `公开的内容还不够细,解读的形式较单一。下一步将增加图解,加强对${unit.town}等基层单位的培训。`,
    `主办:${put('owner', `${unit.city}人民政府`)} 承办:${put('owner', `${unit.city}人民政府`)}办公室`,
  ];
  const text = lines.join('\n');
  return {
    text: text.replace(/⟦(.*?)⟧/gu, (_, word: string) => phrase + word),
    kept: text.replace(/⟦(.*?)⟧/gu, '$1'),
    injected,
  };
}

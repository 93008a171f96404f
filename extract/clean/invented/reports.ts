/** Reports written for the tests, with the slots that injection uses: ⟦place⟧ marks where a phrase may stand. */

import { pick } from './phrases.ts';

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

/** How a phrase takes a word's place; the name says which word it was. */
export const slotKinds = ['prefix', 'city_stem', 'city', 'government', 'about', 'owner', 'footer'] as const;
export type SlotKind = (typeof slotKinds)[number];

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
  const put = (kind: SlotKind, word: string, suffix = ''): string => {
    if (kind !== slot || left <= 0) return word + suffix;
    left--;
    injected++;
    return `⟦${kind === 'prefix' ? word : ''}⟧${suffix}`;
  };
  const stem = unit.city.slice(0, -1);
  const level = unit.city.slice(-1);
  const city = () => (slot === 'city_stem' ? put('city_stem', stem, level) : put('city', unit.city));
  const name = () => `${city()}${unit.bureau}`;
  const lines = [
    `${put('prefix', '')}${name()}2023年政府信息公开工作年度报告`,
    `发布时间:2024-01-18 来源:${put('prefix', '')}${name()} 浏览次数:`,
    `根据《中华人民共和国政府信息公开条例》,${name()}编制本报告,并经${unit.city}${put('government', '人民政府')}网站公布。对报告有疑问的,请与${name()}办公室联系。`,
    '一、总体情况',
    `(一)主动公开。全年经${put('prefix', '')}${unit.town}人民政府网和微信公众号发布信息一百二十余条,其中规划计划六条、资金信息十四条、执法结果二十三条。`,
    `(二)依申请公开。全年收到申请四件,均按期答复。${put('footer', '')}`,
    `(三)制度建设。落实上级${put('about', '关于')}政务公开的要求,按照《${unit.city}政府办公室${put('about', '关于')}印发政务公开要点的通知》分解任务,专人负责。`,
    `(四)平台建设。更新栏目九个,检修自助查询机两台。${unit.city}门户网站运行平稳。`,
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

const subjects = [
  '县公安局开展打击跨境赌博专项行动,捣毁网络赌博平台三个,抓获涉案人员四十余名,查扣赌资二百余万元。',
  '市体育局完成体育彩票公益金年度使用公告,用于全民健身工程的支出占六成。',
  '福利彩票发行中心公布双色球、刮刮乐等玩法的销量和中奖情况,公益金已上缴财政。',
  '代表团赴澳门特别行政区推介旅游资源,并与当地中小企业协会座谈,了解博彩业以外的多元发展。',
  '文化市场综合行政执法大队检查歌舞娱乐场所、网吧和游艺娱乐场所二百余家次,查处违规接纳未成年人案件两起。',
  '教育和体育局举办中学生足球联赛,十二支球队参赛,决赛由县电视台直播。',
  '本局核发网络出版和游戏运营许可,持证企业包括星河互动娱乐有限公司、NetFox(中国)有限公司等五家。',
  '群众可登录县人民政府门户网站,或下载“掌上办”APP、关注“平川发布”微信公众号查询。',
  '附件名称为2023_年报_终稿.docx,产品型号为HX-2000_B,登记证号为A_0012-C。',
  '反诈中心提醒:凡以“皇冠体育”“bet365”等名义招揽投注的,都是违法犯罪,切勿点击其网址。',
  '棋牌室、麻将馆噪音扰民的投诉由街道办和派出所联合处置,收缴赌具六副。',
  '葡京路与金沙大道路口改造工程完工,银河社区、皇冠花园小区居民出行更方便。',
  '税务部门对彩票代销、娱乐业、广告业纳税人开展辅导,注册登记一窗办结。',
  '供电公司市分公司、移动公司县分公司和国有资产经营集团公司参加了座谈会。',
  '首页|政务公开|办事服务|互动交流|网站地图',
  '新闻中心_通知公告_平川县人民政府',
  '市场监管局查处“必赢”牌劣质插座一批,没收违法所得八千元。',
  '中国体育彩票官方网站与省体育局官网同步公布开奖公告。',
  '全民健身中心承办羽毛球、篮球、电子竞技比赛,参赛者通过官网报名入口登记。',
  '与XYZ集团、ABB(中国)有限公司签订投资协议,项目落户高新区。',
  '世界杯期间,治安大队加强对酒吧、网吧的巡查,严防赌球。',
  '县医院官网、手机APP和自助机均可预约挂号,平台县乡两级互通。',
  '英国、美国、韩国客商考察团到访,参观欧洲风情小镇和国际会展中心。',
  '请登录全国统一登记平台,点击“注册”进入用户注册页面,按提示下载客户端。',
];

/** A true report that speaks of gambling, lottery, sport, Macau, firms and codes as officials do. */
export function trueReport(random: () => number, unit: Unit): string {
  const { text } = reportWith(unit, 'prefix', '', 0);
  const lines = text.split('\n');
  for (let added = 0; added < 4; added++) {
    lines.splice(3 + Math.floor(random() * (lines.length - 3)), 0, pick(random, subjects));
  }
  return lines.join('\n');
}

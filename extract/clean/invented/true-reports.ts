/** True reports that speak of gambling, lottery, sport, Macau, firms and codes as officials do: nothing may go. */

import { pick } from './phrases.ts';
import { reportWith, type Unit } from './reports.ts';

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

const names = [
  '银河',
  '皇冠',
  '永利',
  '金沙',
  '凯旋',
  '葡京',
  '威尼斯',
  '星空',
  '万博',
  '鸿运',
  '利来',
  '金凯',
  '恒大',
  '远大',
  '米兰',
  '凤凰',
  '太阳城',
  '九州',
  '亿博',
  '海信',
] as const;
const trades = ['娱乐', '国际', '体育', '网络', '电子', '文化传媒', '酒店', '置业', '物业', '游艺'] as const;
const latinNames = ['HX', 'ABB', 'XYZ', 'NetFox', 'DeepSeek', 'TCL', 'BIM', 'GIS', 'CA'] as const;
const games = ['体育彩票', '福利彩票', '双色球', '大乐透', '刮刮乐', '竞彩足球', '快乐8'] as const;
const crimes = ['网络赌博', '跨境赌博', '电子赌博机', '百家乐', '赌球', '棋牌赌博', '“六合彩”'] as const;
const sports = ['足球', '篮球', '羽毛球', '电子竞技', '门球', '游泳', '马拉松'] as const;

/** A sentence whose names are drawn anew each time. */
function drawn(random: () => number, { city, bureau, town }: Unit): string {
  const name = pick(random, names);
  const other = pick(random, names);
  const trade = pick(random, trades);
  const latin = pick(random, latinNames);
  const game = pick(random, games);
  const crime = pick(random, crimes);
  const sport = pick(random, sports);
  const count = String(2 + Math.floor(random() * 300));
  return pick(random, [
    `公安机关破获以“${name}${trade}”“${latin.toLowerCase()}${count}”为名的${crime}案${count}起,扣押电脑和手机。`,
    `经查,${name}${trade}平台通过发展下级代理吸收投注,警方已冻结涉案账户${count}个。`,
    `${city}${name}${trade}有限公司、${other}${trade}集团公司列入${bureau}检查名单,现场检查${count}家次。`,
    `办公地址:${city}${name}路${count}号${other}${trade}大厦,邮编000000。`,
    `会议在${name}国际大酒店召开,${city}${bureau}、${other}社区居委会参加。`,
    `${town}${name}村、${other}新村完成改水,新建${sport}场${count}处。`,
    `${game}公益金投入${count}万元,由${city}教育和体育局组织实施,省体彩中心官网公布。`,
    `${sport}联赛决赛在${name}体育中心举行,${count}名运动员参赛,票务通过官方平台实名登记。`,
    `${city}代表团赴澳门、香港招商,与${name}国际集团、澳门中华总商会、澳门特区政府座谈。`,
    `依法查处${crime}窝点${count}处,${city}公安局提醒:远离${crime},不信“稳赚不赔”。`,
    `游戏游艺娱乐场所、电子游戏厅、${name}歌舞厅、网吧共${count}家纳入“双随机”抽查。`,
    `请登录${latin}平台官网或下载手机APP注册,咨询电话12345。`,
    `由${name}集团官网、${city}政府网站和${other}${trade}公司公众号同步推送。`,
    `受理${name}${trade}(中国)有限公司官方网站备案${count}件。`,
    `依托${latin}系统、${name}云平台,政务服务事项网上可办率达百分之九十九。`,
    `${name}集团党委、${city}政府联合成立专班,${other}公司办公室负责联络。`,
    `${city}与${name}${trade}集团、${bureau}与${latin}(中国)公司签订协议${count}份。`,
    `文件见《${name}${trade}平台公开办法》和《${city}彩票公益金使用管理办法》。`,
    `举报方式:“${name}${trade}”投诉平台,${city}市场监管局官网,12315热线。`,
    `${name}自来水公司2022年度企业信息公开报告已在官网公布。`,
    `推进网站平台公开透明,${bureau}在官网公开${count}条,在平台公开${count}条。`,
    `来源:${name}网络 作者:${other}传媒 点击数:${count}`,
    `博彩业、${crime}的社会危害专题讲座覆盖${town}中小学${count}所。`,
    `意大利米兰市、美国拉斯维加斯市代表团来访,${name}国际学校师生迎接。`,
    `${sport}协会、${game}销售网点、${name}俱乐部共同承办全民健身日活动。`,
    `附件:${latin}_${count}_${name}${trade}_终稿.xls;编号A_${count}-B。`,
    `${name}国际、${other}花园等${count}个小区完成物业公司选聘。`,
    `新闻中心_${city}人民政府`,
    `“${name}”杯${sport}赛、“${other}体育”冠名的马拉松报名${count}人。`,
    `${name}县、${other}镇学习考察组到访,参观${city}政务服务大厅。`,
    `网民反映${name}娱乐城噪音扰民,${town}综合执法队责令整改。`,
    `市民可通过支付宝、微信、${latin} APP、${name}生活平台缴费。`,
  ]);
}

/** A true report that speaks of gambling, lottery, sport, Macau, firms and codes as officials do. */
export function trueReport(random: () => number, unit: Unit): string {
  const { text } = reportWith(unit, 'prefix', '', 0);
  const lines = text.split('\n');
  for (let added = 0; added < 6; added++) {
    const sentence = random() < 0.3 ? pick(random, subjects) : drawn(random, unit);
    lines.splice(1 + Math.floor(random() * (lines.length - 1)), 0, sentence);
  }
  return lines.join('\n');
}

/**
 * Names and words that advertising injected into official pages is made of. Data: a name more is a word more here.
 * No word convicts by itself; `judge.ts` says what it needs beside it. Cleaning works without this list
 * (`lexicon: false`) and then relies on shape, slot and repetition.
 */

import { wordKinds } from './words.ts';

/* Every line begins with where its words were seen: the host of the page that carried them, in a phrase put into an
 * official text, or `trade` for names and words of the trade that were met in no such phrase yet. */

/** Names of betting firms, casinos and game kits that are nothing else. */
const brands = `
bbtcsh.com: 365bet
bjjpgj.com: 美高梅
bjswsg.com: 365体育
fqjz1.com: 金沙城 澳门金沙
jiuyou-vip3.com: 九游体育
typpt.com: 王中王
yuegouguoji.com: 威廉希尔
trade: bet365 365投注 立博体育 必赢亚洲 betway 必威体育 伟德体育 伟德国际 伟德亚洲 betvictor 1xbet 188bet 188金宝博 金宝博 12bet 明升体育 m88 fun88 乐天堂 w88 优德88 优德体育 dafabet 大发888 大发体育
trade: 大发娱乐 大发云 皇冠体育 皇冠足球 皇冠现金 皇冠投注 皇冠娱乐 皇冠赌场 皇冠博彩 皇冠新体育 澳门皇冠 新皇冠 皇冠hg hg皇冠 hga皇冠 沙巴体育 平博体育 pinnacle yabo 鸭脖体育 开云体育 开云全站 kaiyun 乐鱼体育 乐鱼娱乐 乐鱼全站 leyu 华体会
trade: hth体育 爱游戏体育 爱游戏全站 ayx体育 j9九游 九游会 j9国际 米兰体育 milan体育 星空体育 必一运动 必一体育 b体育 bsports 江南体育 jn体育 jn江南 完美体育 万博体育 万博官网 万博manbetx manbetx 新万博 雷火电竞 雷竞技
trade: raybet 泛亚电竞 电竞牛 kok体育 kok电竞 开元棋牌 ky棋牌 开元ky 云开体育 云开全站 半岛体育 半岛综合体育 火狐体育 乐动体育 球速体育 火博体育 南宫娱乐 ng28 南宫28 南宫体育 南宫ng 天博体育 天博综合 tb体育 欧宝体育 欧宝娱乐 ob体育 od体育
trade: 酷游娱乐 酷游体育 ku游 ku酷游 ku体育 利来国际 利来娱乐 利来老牌 w66 k8凯发 尊龙凯时 尊龙人生 尊龙d88 环亚娱乐 环亚国际 ag8 ag亚游 ag真人 和记娱乐 和记h88 千亿国际 千亿体育 千亿游戏 龙8国际 龙8娱乐 long8 龙8唯一 宝运莱 新葡京
trade: 葡京娱乐 葡京赌场 葡京国际 新葡萄京 葡萄京 澳门新葡 银河娱乐 澳门银河 银河国际 威尼斯人 8040威尼斯 金沙娱乐 金沙国际 金沙赌场 金沙js 永利皇宫 永利娱乐 永利国际 永利赌场 澳门永利 永利官网 永利集团 永利高 巴黎人 伦敦人 新濠天地 新濠影汇 新濠娱乐 新濠国际
trade: 英皇娱乐 澳门英皇 英皇宫殿 太阳城集团 太阳城娱乐 太阳集团 太阳成集团 太阳城网 sunbet 太子娱乐 星际娱乐 澳门星际 凯旋门娱乐 凯旋门赌场 优发娱乐 优发国际 博天堂 九五至尊 e世博 通宝娱乐 同乐城 钱柜娱乐 钱柜777 大富豪棋牌 pg电子 pg娱乐 pg模拟器
trade: mg电子 mg娱乐 cq9电子 jdb电子 pt老虎机 ag电子 bbin 云顶娱乐 云顶国际 云顶集团 4008云顶 必发娱乐 必发国际 必发集团 betfair bwin必赢 bwin 必赢国际 必赢娱乐 伯爵娱乐 宝马娱乐 宝马会 恒行娱乐 恒达娱乐 杏彩娱乐 杏彩体育 天辰娱乐
trade: 摩登娱乐 华宇娱乐 凤凰彩票 大发彩票 500彩票网 幸运28 加拿大28 澳洲幸运 香港马会 管家婆 白小姐 曾道人 黄大仙心水 天下彩 彩神争霸 彩票33 乐彩网 盛兴彩票 快乐彩 三亿体育 3亿体育 九州体育 九州娱乐 天下足球网 中欧体育 中欧足球 贝博体育 bb体育 bb贝博
trade: hb火博 爱体育 im体育 im电竞 og真人 bg真人 开博体育 亿博体育 亿万先生 易胜博 易博网 金年会 jinnian 今年会 永乐国际 永乐高 188体育 138体育 新2网址 新2体育 皇冠比分 球探比分 球探体育 雪缘园 新宝gg 新宝娱乐 金牛国际 万象城体育 万赢体育
trade: 万赢娱乐 jbo 欧亿体育 欧亿娱乐 vwin 韦德国际 伟德bv bv伟德 bv1946 悟空体育 鸿博体育 鸿运国际 鸿运体育 大满贯娱乐 大赢家体育 大赢家足球 manbet 12博 亚洲城 ca88 亚美娱乐 am8 腾博会 腾博国际 澳博控股 维多利亚娱乐 千百万娱乐 明仕亚洲
trade: ms明仕 大玩家娱乐 老虎娱乐 u乐国际 优乐娱乐 齐乐娱乐 齐发国际 好运来娱乐 龙虎和 龙城娱乐 金皇朝 皇朝娱乐 豪门娱乐 傲世皇朝
`;

/** Brands that are also counties, towns, firms, ordinary words. */
const shortBrands = `
fqjz1.com: 金沙
trade: 皇冠 永利 银河 新濠 英皇 太阳城 葡京 必赢 必发 开云 乐鱼 爱游戏 九游 米兰 星空 半岛 江南 南宫 万博 利来 尊龙 环亚 和记 千亿 云顶 伟德 明升 凯旋门 欧宝 酷游 立博 平博 沙巴 天博 火狐 雷火 完美 恒行 杏彩 摩登 博乐 鸿运 亚洲城 美高 星际 优发 通宝
trade: 凤凰 hth ayx mgm milan hg kok 大发 云开 钱柜 pg ag 必威 明陞 亚博 亚搏 鸭博 凯发 凯时 亚游 申博 盈彩 通博 乐虎 千赢 杏耀 沐鸣 澳彩 博猫 彩神 贝博 竞博 德赢 乐橙 狗万 万狗 博狗 趣赢 富博 世爵 速博
`;

const gambling = `
688yule.com: 牌九
aldom.cn: 赌博
bjjpgj.com: 娱乐城
fqjz1.com: 投注 足球网
he18tv.com: 博彩 赌场
jiuyou-vip3.com: 棋牌 捕鱼
kaifujiuye.com: 投注网站
kanqiu123.com: 比分直播 篮球比分
lahohwa.com: 买球 竞猜 欧洲杯
list-casino.com: 澳门赌场
znkccd.com: 彩票
zuqiulot.com: 足彩 足彩网 竞彩 足球彩票 足球竞彩
trade: 投注网 竞猜网 买球网 棋牌网 百家乐网 博彩网 竞猜网站 买球网站 棋牌网站 博彩网站 分分彩 时时彩 北京赛车 pk10 幸运飞艇 六合彩 赌球 赌钱 赌城 赌盘 澳门赌城 澳门赌博 网赌 下注 押注 盘口 外围赌球 外围赌场 外围投注 外围买球 真人娱乐 真人视讯 真人荷官
trade: 真人棋牌 真人赌场 真人赌博 百家乐 轮盘 老虎机 电子游艺 返水 赔率 让球 滚球 彩金 体验金 现金网 信誉网 网投 炸金花 牛牛 斗牛 德州扑克 博弈 电玩城 菠菜 菠菜网 世界杯 欧冠 英超 买足球 足球比分 体育投注 彩票网 娱乐场 线上娱乐 足球外围 德扑 扑克 电子游戏厅
trade: 足球比分直播 即时比分 竞彩网 篮球竞彩 滚球盘 亚盘 欧赔 串关 过关投注 走地
`;

const porn = `
dh635.com: 国产精品 中文字幕 国产
handmsg.com: 人妻 成人午夜 亚洲av
hxdzsz.com: 久久久
per-better.com: 无码 一区二区 一区 五月天 婷婷 日韩精品 在线观看 三级电视 激情综合 日韩 奶水
shareonl.com: 高清无码 专区
trade: 有码 毛片 黄片 二区三区 久久精品 国产自拍 亚洲精品 欧美精品 欧美日韩 日韩欧美 欧美激情 av在线 av网站 av片 成人影院 成人电影 成人网 成人视频 成人免费 成人片 成人a片 a片 三级片 三级电影 三级视频 激情视频 激情小说 偷拍 自拍偷拍 巨乳 肉棒 做爱 性爱
trade: 潮喷 口爆 伦理片 伦理电影 熟女 少妇 丝袜 美女视频 美女裸体 裸体 黄色视频 黄色网站 黄色片 黄网 色情网 色综合 色婷婷 色视频 色播 午夜福利 福利视频 福利姬 精品视频 免费视频 乱伦 强奸 嫩模 约炮 一夜情 同城约 性感 啪啪 看片 调教 探花 萝莉 蜜桃 麻豆
trade: 91视频 九一 91精品 天美传媒 番号 在线播放 影音先锋
`;

/** Lottery-tip farms dress their keywords as disclosure: 资料免费公开. */
const tips = `
007btc.com: 天天彩
aldom.cn: 内部资料 解释落实 解释与落实 澳门内部 内部信息 精准公开
chongyubuluo.cn: 免费公开 释义解释
doutui999.com.cn: 全面释义 释义与落实 香港内部
lvmeiyin88.com: 开好彩 天天开
lyziye.com: 免费资料 澳门免费
xw-sp.com: 资料大全 澳门资料
yanzhi.store: 二十选五
zhilemarketing321.com.cn: 全年内部
znkccd.com: 最精准 精准真正 真正精准 大金
trade: 精准资料 正版资料 全年资料 精准大全 期期准 期期中 一肖 一码 三肖 四肖 六肖 平特 特码 中特 必中 必中一 一肖一码 开奖记录 开奖结果 今晚开奖 今晚开 开奖现场 落实释义 词语释义 精选解释 准确资料 三十六选七 天天好彩 好彩资料 新奥门 老奥 新门内部 香港资料 港彩
trade: 澳门正版 香港正版 精准预测 图库 四不像 玄机 心水 资料网 下载方案 大全免费
`;

/** Subjects of regulation that are advertised as well. */
const regulated = `
he18tv.com: 博彩业
trade: 博彩行业
`;

/** What hosts of betting farms are called, in Latin letters. */
export const hostBrands = [
  'bet',
  'casino',
  'williamhill',
  'huangguan',
  'yabo',
  'kaiyun',
  'leyu',
  'wanbo',
  'manbet',
  'pujing',
  'weinisi',
  'yongli',
  'bocai',
  'qipai',
  'caipiao',
  'gamble',
  'gambling',
  'liuhecai',
  'porn',
  'xvideo',
  'av0',
  'avtb',
  'hth',
  'ayx',
  'jiuyou',
  'beplay',
  'ouzhoubei',
  'zuqiu',
  'kanqiu',
  '18tv',
] as const;

/** The words of a list, without where they were seen. */
function wordsOf(list: string): string {
  return list.replace(/^\S+:/gmu, '');
}

export const lexiconLists: readonly (readonly [number, string])[] = [
  [wordKinds.brand, wordsOf(brands)],
  [wordKinds.shortBrand, wordsOf(shortBrands)],
  [wordKinds.gambling, wordsOf(gambling)],
  [wordKinds.porn, wordsOf(porn)],
  [wordKinds.tip, wordsOf(tips)],
  [wordKinds.gambling | wordKinds.enforcement, wordsOf(regulated)],
];

/** Where each word was seen: a host, or `trade`. */
export function lexiconOrigins(): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  for (const list of [brands, shortBrands, gambling, porn, tips, regulated])
    for (const line of list.trim().split('\n')) {
      const [origin = '', words = ''] = line.split(': ');
      for (const word of words.split(' ')) origins.set(word, origin);
    }
  return origins;
}

/** Chinese script as cleaning sees it: one table folds any character to its plain simplified lower-case form. */

/** Traditional characters that simplified text never prints, each with its simplified form. */
const traditionalPairs =
  '薦荐賽赛獎奖註注樣样壇坛彈弹蘋苹艦舰頂顶鑽钻鷹鹰鴻鸿豬猪貓猫貨货賬账賺赚賣卖輸输運运達达遲迟鄰邻鋒锋鋼钢鑒鉴閒闲閃闪陰阴靈灵飛飞飯饭館馆駐驻騰腾鬧闹鮮鲜盡尽開开請请況况結结辦办組组織织項项處处務务數数報报機机計计條条業业關关總总於于內内構构國国規规復复發发屬属會会區区訴诉無无據据鎮镇進进縣县確确類类強强議议現现動动華华體体網网實实對对級级門门爲为為为轉转時时決决單单審审費费號号後后訟讼範范統统權权導导減减稱称認认當当採采領领過过編编經经與与維维購购補补衆众眾众題题護护設设問问穩稳續续責责執执祕秘監监員员這这簡简訪访鄉乡糾纠專专點点詢询沒没繼继獲获將将羣群舉举許许罰罚衛卫堅坚應应負负額额欄栏貫贯徹彻資资黃黄讀读職职廳厅線线質质極极豐丰黨党嚴严斷断聯联積积萬万並并濟济緊紧標标遷迁頁页際际識识樂乐納纳來来圍围臺台態态長长隊队間间廢废習习遠远寫写較较參参見见傳传繳缴戶户碼码揮挥義义繞绕劃划檢检幹干訓训準准娛娱盤盘崗岗綜综視视龍龙礙碍優优從从蓋盖輿舆僅仅夠够學学氣气頭头載载詞词渾浑創创論论協协調调兩两雙双產产個个陽阳錄录電电雲云樓楼術术晉晋烏乌懷怀寧宁別别細细證证擴扩預预種种徑径們们試试滿满針针戰战貧贫絡络備备訂订塊块圖图頻频餘余涼凉歐欧換换團团競竞馬马東东裏里裡里還还掃扫屆届難难匯汇財财陣阵閱阅瀏浏覽览養养選选適适誤误則则階阶環环節节讓让幾几帶带廣广評评慶庆麗丽銅铜籃篮觀观丟丢楊杨鳳凤歷历曆历築筑場场銀银魚鱼亞亚歡欢奮奋擬拟驟骤饋馈礎础擊击詳详籌筹樹树雖虽潛潜齡龄變变寬宽嘗尝鏈链離离討讨驗验隨随終终擺摆紀纪違违熱热勢势闡阐釋释營营聞闻聽听風风險险脫脱邁迈層层約约諾诺尋寻滯滞響响測测說说貿贸連连買买錯错冊册橫横鍵键師师爾尔嶺岭醫医療疗兒儿須须賭赌凱凯贏赢寶宝偉伟亂乱倫伦藝艺遊游戲戏韓韩賠赔輪轮謎谜億亿錢钱鳥鸟駕驾滾滚撲扑島岛羅罗檔档';

const han = 1;
const traditional = 2;
const latin = 4;
const digit = 8;
const simplified = 16;
export const classBits = { han, traditional, simplified, alphanumeric: latin | digit } as const;

/** What a UTF-16 code unit is, as bits of `classBits`; 0 for marks and spaces. */
export const characterClasses = new Uint8Array(65536);
/** The plain form of each UTF-16 code unit. */
export const plainForms = new Uint16Array(65536);
for (let code = 0; code < 65536; code++) plainForms[code] = code;
for (let code = 0x3400; code <= 0x9fff; code++) characterClasses[code] = han;
characterClasses[0x3007] = han;
for (let code = 0x30; code <= 0x39; code++) {
  characterClasses[code] = digit;
  characterClasses[code + 0xfee0] = digit;
  plainForms[code + 0xfee0] = code;
}
for (let code = 0x61; code <= 0x7a; code++) {
  for (const form of [code, code - 0x20, code + 0xfee0, code - 0x20 + 0xfee0]) {
    characterClasses[form] = latin;
    plainForms[form] = code;
  }
}
for (const [fullWidth, plain] of [
  '＿_',
  '｜|',
  '－-',
  '—-',
  '–-',
  '：:',
  '，,',
  '（(',
  '）)',
  '／/',
  '．.',
  '＆&',
  '［[',
  '］]',
]) {
  if (fullWidth && plain) plainForms[fullWidth.charCodeAt(0)] = plain.charCodeAt(0);
}
/** Simplified forms that traditional text has too, as characters of their own. */
const inBothScripts = '后里干系发云丰台松征准余复尽面表回几向扎据舍谷丑斗蒙辟郁借昆姜朱采岩须伙佣与';

for (let index = 0; index < traditionalPairs.length; index += 2) {
  const code = traditionalPairs.charCodeAt(index);
  characterClasses[code] = han | traditional;
  const plain = traditionalPairs.charCodeAt(index + 1);
  plainForms[code] = plain;
  if (!inBothScripts.includes(String.fromCharCode(plain))) characterClasses[plain] = han | simplified;
}

/** The plain form of a UTF-16 code unit: simplified, half-width, lower case; itself where it has none. */
export function foldedCode(code: number): number {
  return plainForms[code] ?? code;
}

export function isHan(code: number): boolean {
  return ((characterClasses[code] ?? 0) & han) !== 0;
}

export function isLatin(code: number): boolean {
  return ((characterClasses[code] ?? 0) & latin) !== 0;
}

export function isDigit(code: number): boolean {
  return ((characterClasses[code] ?? 0) & digit) !== 0;
}

/** Han, Latin letter or digit: what a word is made of. */
export function isWordCode(code: number): boolean {
  return (characterClasses[code] ?? 0) !== 0;
}

/** The text in plain form, of the same length, so that positions in it are positions in the text. */
export function foldedText(text: string): string {
  let folded = '';
  let kept = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const plain = plainForms[code] ?? code;
    if (plain === code) continue;
    folded += text.slice(kept, index) + String.fromCharCode(plain);
    kept = index + 1;
  }
  return kept === 0 ? text : folded + text.slice(kept);
}

/** Word classes of the reports, as data: all in simplified script and half-width, as folded text is. */

/** The name of the report itself, without unit and year: 政府信息公开工作年度报告 and its kin. */
const disclosure =
  '(?:(?:政府|政务|行政|机关|单位)(?:\\((?:机关|本级|单位)\\))?)?信息(?:和政务|与政务|、政务)?公开|政务公开|政府公开信息';
export const reportPhrase = new RegExp(
  `(?:(?:${disclosure})(?:工作)?(?:情况)?的?(?:20\\d\\d)?(?:年度|年)?(?:工作)?(?:情况)?的?(?:报告|年报|总结)` +
    '|政府信息工作年度报告)(?!格式|制度|编制|指南|模板|栏|制发|展示|样式|范本)',
  'g',
);

/** What every such name has in it: most texts have nothing of the kind, and are not searched further. */
export const reportWord = /报告|年报|总结/;

/** What may follow the report's name in a title that is still one: 全文, (文字版), (某某局), ——某某局. */
export const afterReportPhrase =
  /^(?:书|表|全文|正文|稿)?(?:\((?:以下|下称|简称|图片|文字|全文|本级|机关|公开|正式|试行|20|附|含|已)[^()]{0,24}\)|\((?:[\u3400-\u9fff]|\([\u3400-\u9fff]{2,20}\)){3,40}\)|[-—–]{1,2}[\u3400-\u9fff]{3,30}(?:\([\u3400-\u9fff]{2,20}\))?)?[*。.…]?$/;

export const yearToken =
  /(?<![\d.])20[0-4]\d(?:年度?)?[-—–~至到]+(20[0-4]\d)学年度?|(?<![\d.])(20[0-4]\d)(?:年度|年(?!\d{1,2}月\d)|-?(?=政府|政务|信息|$))|二[〇零○◯oO0][〇零○◯oO0一二三四五六七八九]{2}(?:年度|年)/g;

/** Headings of the six sections, and of those before 2019. */
const sectionHeading =
  /^(?:第?[一二三四五六七八九十]{1,2}(?:部分)?[、.,:]?|\([一二三四五六七八九十]\)[、.]?|\d{1,2}[、.])?(?:20\d\d年度?|本年度?)?(?:政府信息公开|信息公开|政务公开|工作|总体|的)*(?:总体工作情况|总体公开情况|总体情况|总体概述|基本情况|工作概述|概述|概况|主动公开(?:政府|部门)?(?:信息)?(?:的)?情况|(?:收到和处理)?政府信息公开申请(?:的)?情况|(?:收到和处理|处理).{0,8}申请.{0,4}情况|依申请公开.{0,20}情况|政府信息依申请公开.{0,8}情况|.{0,20}行政复议.{0,10}诉讼.{0,8}(?:情况)?|复议、?(?:行政)?诉讼.{0,8}情况|.{0,10}存在的?(?:主要)?问题.{0,14}|其他(?:需要)?(?:报告|说明|重要)的?事项|.{0,8}收费(?:及|和)减免.{0,4}|咨询处理情况)(?:[::。]?)$/;

/** What every such heading has in it. */
const headingWord = /情况|概[述况]|诉讼|问题|事项|减免/;

export const isSectionHeading = (text: string): boolean =>
  headingWord.test(text) && sectionHeading.test(text);

/** A line that tells where in the site the page stands. */
export const breadcrumb = /[>»›→]|首页|当前位置|您的位置|所在位置/;

/** Labels that only the form's tables carry. */
export const formLabel =
  /第二十条第?\(?[一五六八九]\)?项|本年新?制(?:作|发)(?:数量|件数)|对外公开总数量|现行有效件数|本年新收政府信息公开申请|上年结转政府信息公开申请|勾稽关系为/;

/** 政府信息公开条例, the law under which every report stands. */
export const disclosureLaw = /信息公开条例|《条例》/;

/** What introduces the report's name in a sentence; the unit, if any, stands right behind. */
export const introductions =
  /(?:现|特|兹|予以|面向|向|并)*(?:社会)?(?:各界)?(?:公布|公开|发布|公告|编制|编写|撰写|形成|完成|制定|汇总|综合(?!执法|行政|服务|管理|保税|治理|交通|事务|实验|试验|改革|[办科处])|结合|总结|报告|通报)(?:发布|形成|了|出|本(?!溪)|完成)?|现将|现就|特将|兹将|将(?!乐)|(?<!自)由|对(?!外)|就(?!业)|根据|按照|关于|《|"|“|是|为/g;

/** A quoted document that is not the report: 通知, 条例, 格式 …; its names and years belong to others. */
export const foreignDocument =
  /(?:通知|条例|规定|办法|意见|要点|格式|细则|决定|函|方案|令|法|指南|目录|提示|纲要|规划|计划|制度|规程|清单|公报|批复|标准|〉|>)$/;

/** Verbs and adverbs with which a report says what its unit did; they end the unit's name. */
export const afterSubject =
  /^(?:20\d\d年(?:度|以来|来)?,?(?!政府信息|政务|信息))?(?:坚持|认真|严格|深入|全面|积极|高度|始终|切实|紧紧|紧密|紧扣|按照|根据|围绕|依法|依照|依据|依托|不断|进一步|着力|扎实|持续|深化|贯彻|以|在|共|主动|继续|新收|结合|未|没有|收到|受理|办理|加强|强化|突出|推进|推动|聚焦|把|将|对(?!外)|牢固|牢牢|充分|下设|高质量|严密|精心|大力|坚决|努力|聚力|健全|完善|及时|从|立足|深刻|稳步|有序|统筹|明确|成立|重视|为|秉持|遵循|落实|开展|做好|注重|狠抓|规范|更新|累计|通过|本着|着眼|优化|创新|全力|一直|按|政府信息公开|政务信息公开|信息公开|政务公开|政府信息|总结|编制|撰写|新增|公开|发布|接到|接收|全年|本年度|共计|制定|印发)/;

/** Labels of the line or table above an article, and what kind of thing stands behind them. */
export const sourceLabels = [
  '发布机构',
  '发布单位',
  '发布机关',
  '公开机构',
  '公开单位',
  '发文机关',
  '发文单位',
  '制发机关',
  '发文机构',
  '填报单位',
  '报送单位',
  '信息来源',
  '文章来源',
  '稿件来源',
  '内容来源',
  '来源',
];
/** Behind these stands the body that fills a form in, whoever publishes it. */
export const fillerLabels: readonly string[] = ['填报单位', '报送单位'];
export const nameLabels = ['名称', '标题', '信息名称', '文件名称'];
export const dateLabels = [
  '发布日期',
  '发布时间',
  '发文日期',
  '发文时间',
  '公开日期',
  '公开时间',
  '发表时间',
  '发表日期',
  '发布于',
  '信息时间',
  '信息提供日期',
  '时间',
  '日期',
];
/** When the entry was made; stands for publication where the page states nothing better. */
export const entryDateLabels = ['生成日期', '生成时间', '录入时间'];
export const otherLabels = [
  '索引号',
  '分类',
  '主题分类',
  '组配分类',
  '文号',
  '文件编号',
  '发文字号',
  '成文日期',
  '有效性',
  '时效',
  '时效性',
  '关键词',
  '主题词',
  '体裁',
  '文件下载',
  '浏览次数',
  '浏览量',
  '浏览',
  '点击数',
  '点击次数',
  '点击量',
  '访问量',
  '访问次数',
  '阅读次数',
  '阅读',
  '字号',
  '字体',
  '作者',
  '编辑',
  '责任编辑',
  '审核',
  '打印',
  '分享',
  '分享到',
  '收藏',
  '关闭',
  '废止日期',
  '失效日期',
  '生效日期',
  '有效期',
  '语种',
  '内容概述',
  '更新时间',
  '保护视力色',
  '公开方式',
  '公开范围',
  '公开形式',
  '信息索引',
  '发布人',
];

/** A source that names a desk, not a body. */
export const noSource =
  /^(?:本站|本网|原创|网站|管理员|admin|佚名|未知|互联网|转载|编辑部|信息中心|办公室|综合科|办公厅|.{0,12}(?:网|网站|门户|平台|客户端|公众号|日报|晚报|电视台|新闻社|融媒))$/;

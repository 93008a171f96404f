/** Sentences that the notices on the form ask of every report: two honest reports share them. */

/** Each matches a sentence without white space. */
const formWording: readonly RegExp[] = [
  // 根据《中华人民共和国政府信息公开条例》…编制本报告: the opening.
  /政府信息公开(?:条例|年度报告|工作年度报告格式).*(?:编制|撰写|公布|制作|发布|要求)/,
  /(?:现|特)(?:将|向社会)?.{0,12}(?:公布|发布|编制).{0,24}(?:报告|如下)/,
  // 本报告由总体情况、主动公开…六个部分组成.
  /(?:本|年度|全文).{0,4}(?:报告|年报)?.{0,6}(?:由|包括|包含|分为|共).*(?:部分|组成)/,
  /总体情况.*主动公开.*(?:申请|复议)/,
  // 所列数据的统计期限自…起至…止.
  /(?:数据|统计).{0,10}(?:期限|时限|时间|截止).*(?:起|止|日)/,
  // 本报告的电子版可在…下载；如有疑问，请与…联系.
  /(?:电子版|下载|查阅|查询).{0,30}(?:报告|网站|网址|www|http)|报告.{0,12}(?:电子版|下载|查阅)/,
  /(?:疑问|疑义|咨询|意见|建议).{0,16}(?:联系|致电|反馈)|(?:联系|咨询)(?:电话|地址|方式|人)|邮政?编码?[:：]|传真[:：]/,
  // Section 六 where nothing is to be told, and what the table of section 三 explains of itself.
  /^.{0,16}(?:无|没有)(?:其他|其它)?(?:需要|需)(?:报告|说明)的?(?:其他|其它)?(?:事项|情况|内容)?$/,
  /勾稽关系|收取信息处理费.{0,20}(?:情况|元|无|没有|未)|(?:未|没有)收取.{0,12}费/,
  /(?:具体|详细)?(?:数据|情况|内容).{0,10}(?:见下表|如下表?|见附[表件])/,
];

/** One of these stands in whatever a pattern matches: most sentences are told by one look. */
const telltale =
  /条例|报告|年报|编制|公布|发布|总体情况|统计|数据|网站|网址|联系|咨询|致电|反馈|邮|传真|勾稽|收取|见附|如?下?表|部分|组成|www|http|需要?说明/;

/** @param sentence without white space and without its final mark */
export function isFormWording(sentence: string): boolean {
  return telltale.test(sentence) && formWording.some(pattern => pattern.test(sentence));
}

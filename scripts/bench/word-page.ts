/** Report pages as portals serve them: tables pasted from Word in the chrome of a CMS. Made from a seed. */

import { randomFigures } from '../../extract/synthetic/figures.ts';
import { type GridCell, type LaidOutTable, layOut } from '../../extract/synthetic/grid.ts';
import { seededRandom } from '../../extract/synthetic/random.ts';
import { sectionFormIds } from '../../schema/forms/form.ts';

const border = 'windowtext 1.0pt solid';
const cellStyle = `border:${border};width:54.3pt;padding:0cm 5.4pt;mso-border-alt:solid windowtext .5pt`;
const paragraphStyle = 'margin:0cm 0cm 0pt;text-align:center;mso-pagination:widow-orphan';
const fontStyle =
  'font-size:12pt;font-family:宋体;color:black;mso-bidi-font-family:宋体;mso-font-kerning:0pt';

const cell = ({ text, colSpan, rowSpan }: GridCell): string => {
  const spans = `${colSpan > 1 ? ` colspan="${colSpan}"` : ''}${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}`;
  const inner = text === '' ? '&nbsp;' : text;
  return `<td${spans} style="${cellStyle}" valign="center"><p class="MsoNormal" align="center" style="${paragraphStyle}"><span style="${fontStyle}"><font face="宋体">${inner}</font></span></p></td>`;
};

const table = ({ grid }: LaidOutTable): string =>
  `<table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" style="width:100%;border-collapse:collapse;border:none"><tbody>${grid
    .map(row => `<tr style="mso-yfti-irow:1;height:20pt">${row.map(cell).join('')}</tr>`)
    .join('\n')}</tbody></table>`;

const paragraph = (text: string): string =>
  `<p class="MsoNormal" style="text-indent:32pt;line-height:28pt;mso-char-indent-count:2.0"><span style="font-size:16pt;font-family:仿宋_GB2312">${text}</span></p>`;

const prose =
  '本单位按照条例的规定，把群众关心的事项作为公开的重点，及时更新网站栏目，完善办理流程，明确专人负责，全年没有发生因公开不当引起的投诉。';

/** About 180 KB for most seeds; the form alternates with the seed. */
export function wordPage(seed: number): string {
  const form = sectionFormIds[seed % sectionFormIds.length] ?? '2021';
  const year = form === '2019' ? 2020 : 2023;
  const title = `清河镇${year}年政府信息公开工作年度报告`;
  const [proactive, requests, remedies] = layOut(randomFigures(seededRandom(seed), form)).map(table);
  const links = Array.from(
    { length: 260 },
    (_, index) =>
      `<li class="item"><a href="/col/col${1000 + index}/index.html" target="_blank" title="栏目${index}">栏目${index}</a></li>`,
  ).join('');
  const script = `<script type="text/javascript">${'var t=document.getElementById("x");if(t){t.style.display="none";}\n'.repeat(150)}</script>`;
  const style = `<style>${'.nav li a{color:#333;font-size:14px;line-height:24px}\n'.repeat(200)}</style>`;
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>${title}</title>
<meta name="SiteName" content="清河县人民政府"><meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="${year + 1}-01-20 09:30">
${style}${script}</head><body><div class="nav"><ul>${links}</ul></div>
<div class="position">当前位置：首页 &gt; 政府信息公开 &gt; 年度报告</div>
<div id="zoom"><h1>${title}</h1><p>发布时间：${year + 1}-01-20 09:30　来源：清河镇</p>
${paragraph('一、总体情况')}${paragraph(prose).repeat(14)}
${paragraph('二、主动公开政府信息情况')}${proactive}
${paragraph('三、收到和处理政府信息公开申请情况')}${requests}
${paragraph('四、政府信息公开行政复议、行政诉讼情况')}${remedies}
${paragraph('五、存在的主要问题及改进情况')}${paragraph(prose).repeat(6)}
${paragraph('六、其他需要报告的事项')}${paragraph('没有其他需要报告的事项。')}</div>
<div class="footer"><ul>${links}</ul><p>主办：清河县人民政府</p></div></body></html>`;
}

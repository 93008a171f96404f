/** What an answer is that came in place of a page: a challenge, a CAPTCHA, a firewall's or a "not found" page. Pure. */

import { hasReportText } from './discover.ts';
import type { PageLinks } from './page-links.ts';

export type PageVerdict =
  | 'page'
  /** A script must run before the page is shown; an ordinary browser passes. */
  | 'challenge'
  /** A person is asked for. Never solved. */
  | 'captcha'
  /** A firewall's refusal, whatever the status says. */
  | 'firewall'
  /** "Not found" under status 200. */
  | 'not-found';

/** Stand-in pages are small; what is larger is a page. */
export const longestStandIn = 60_000;
const longestNotice = 600;

const captcha =
  /(请|需要?)?(输入|填写|完成|通过|点击|拖动|滑动).{0,12}(验证码|滑块|图形验证|人机验证|安全验证)|滑动验证|人机(身份)?验证|行为验证|验证码.{0,20}(看不清|换一张|刷新|提交|确定)|\bcaptcha\b|geetest|TencentCaptcha|AliyunCaptcha/i;
const firewall =
  /安全狗|云锁|创宇盾|护卫神|玄武盾|雷池|网站防火墙|Web应用防火墙|防护系统|(访问|请求)(出现|存在|行为)异常|(访问|请求)(已经?)?被(网站)?(管理员|系统|防火墙|安全策略)?(拦截|阻断|禁止|拒绝|屏蔽)|(疑似|可能|包含|存在).{0,8}(攻击|恶意|非法|不合法|危险)(的|性)?(行为|请求|字符|内容|参数|操作)|(访问|操作|请求)过于?频繁|IP.{0,12}(封禁|被封|受限|黑名单)|request (was |has been )?blocked|access denied|web application firewall/i;
const notFound =
  /(页面|网页|文件|信息|文章|内容|资源|栏目|地址|链接|稿件)[^，。！]{0,6}(不存在|不見了|已(经)?(被)?(删除|移除|下线|撤销)|没有?找到|未找到|找不到|走丢|丢失|已失效|已过期)|(找不到|未找到|没有找到|不存在)[^，。！]{0,8}(页面|网页|文件|文章|稿件)|^\s*(404|error 404)\b|\b404\s*(not found|错误|页面|error)|\bpage not found\b/i;

/** Metas that every government page must carry, and no stand-in does. */
const mandated = ['sitename', 'siteidcode', 'sitedomain', 'columnname', 'columntype', 'articletitle'];

export function judgePage(html: string, links: PageLinks): PageVerdict {
  if (html.length > longestStandIn || hasReportText(links.text)) return 'page';
  const notice = links.text.length <= longestNotice ? `${links.title}\n${links.text}` : links.title;
  // Error pages made from a site's template carry its metas.
  const isNotFound = notFound.test(links.title) || (notFound.test(notice) && links.anchors.length <= 60);
  const isMarked = mandated.some(name => (links.metas.get(name) ?? '') !== '');
  const isOwn = ['articletitle', 'columnname'].some(name => (links.metas.get(name) ?? '') !== '');
  if (isNotFound && !isOwn) return 'not-found';
  if (isMarked || links.text.length > longestNotice || links.anchors.length > 12) return 'page';
  const asksForPerson =
    captcha.test(notice) ||
    (/<(input|img|canvas|iframe)\b[^>]*(captcha|yzm|validatecode|verifycode|randimg)/i.test(html) &&
      /验证/.test(notice));
  if (asksForPerson) return 'captcha';
  if (firewall.test(notice)) return 'firewall';
  return isChallengeScript(html, links) ? 'challenge' : 'page';
}

/** A page with nothing to read whose script sets a cookie and loads the page once more. */
function isChallengeScript(html: string, links: PageLinks): boolean {
  if (links.text.length > 200 || links.anchors.length > 3 || !/<script/i.test(html)) return false;
  const setsCookie = /document\s*\.\s*cookie\s*=|document\[['"]cookie['"]\]\s*=/.test(html);
  const reloads =
    /location\s*\.\s*(reload|replace|assign|href)|\blocation\s*=|\.submit\(\)|http-equiv=["']?refresh/i.test(
      html,
    );
  const isKnown = /\$_ts\b|__jsl_clearance|acw_sc__v2|_bot_sbu|go\(\{"bts"/.test(html);
  return isKnown || (setsCookie && reloads);
}

/** The status that an answer deserves: that of what came in place of the page, or its own. */
export function deservedStatus(status: number, verdict: PageVerdict): number {
  const isGood = status >= 200 && status < 300;
  if (verdict === 'captcha') return 468;
  if (verdict === 'challenge' && isGood) return 521;
  if (verdict === 'firewall' && isGood) return 403;
  return verdict === 'not-found' && isGood ? 404 : status;
}

/**
 * A page whose content a script has yet to put in: little to read, no list, and an application to start; or a list's
 * empty frame with placeholders. Every document has scripts around it, so there only an empty page counts.
 */
export function looksScripted(html: string, links: PageLinks, isDocument: boolean): boolean {
  const hasScript = /<script/i.test(html);
  if (!hasScript) return false;
  const isShell = links.text.length < 300 && links.anchors.length < 5;
  const isApplication =
    /<(div|section|main)\b[^>]*\bid\s*=\s*["']?(app|root|__next|__nuxt|main-app)["'\s>]|\bng-app\b|\bv-for\s*=|\{\{[^{}]+\}\}/i.test(
      html,
    );
  const fetches = /\$\.(ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|XMLHttpRequest|axios\b/.test(html);
  return isShell || (!isDocument && (isApplication || fetches));
}

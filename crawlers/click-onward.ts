/** Runs in a page that scripts draw: clicks what leads to page `number` of its list without leaving the page. */

/** @returns JavaScript whose value is whether there was something to click */
export function clickOnward(number: number): string {
  return `(() => {
  const onward = /^(下一页|下页|后一页|下一頁|加载更多|查看更多|点击加载更多|更多|next|load more|>|›|»|>>)$/i;
  const labelOf = element => (element.textContent || '').trim()
    || element.getAttribute('title') || element.getAttribute('aria-label') || '';
  const classOf = element => element === null ? '' : String(element.getAttribute('class') || '');
  const isPager = element => /pag|fenye|yema/i.test(
    classOf(element) + ' ' + classOf(element.parentElement) + ' ' +
    classOf(element.parentElement && element.parentElement.parentElement));
  const off = '[disabled], .disabled, .is-disabled, [aria-disabled="true"]';
  const candidates = [...document.querySelectorAll('a, button, span, li, div, i')].filter(element => {
    const label = labelOf(element);
    const href = (element.getAttribute('href') || '').trim();
    const leads = href !== '' && !/^(#|javascript:)/i.test(href);
    if (leads || element.closest(off) !== null || element.children.length > 1) return false;
    const isNext = label.length < 4 && /\\b(btn-next|next|page-next|pagination-next)\\b/.test(classOf(element));
    return onward.test(label) || isNext || (label === '${number}' && isPager(element));
  });
  // The innermost is what was made to be clicked; a frame around it bears the same text.
  candidates.sort((a, b) => a.children.length - b.children.length);
  const chosen = candidates.find(element => onward.test(labelOf(element))) || candidates[0];
  window.scrollTo(0, document.body.scrollHeight);
  if (chosen) chosen.click();
  return chosen !== undefined;
})()`;
}

/** SiteIDCode, which every government page must carry (国办发〔2017〕47号): whose site a page is of. Pure. */

/** The six-digit division code in a SiteIDCode such as `1304000009`; null for ministries (`bm07000001`) and for what is none. */
export function codeOfSite(siteIdCode: string | null): string | null {
  return /^([1-8]\d{5})\d{4}$/.exec((siteIdCode ?? '').trim())?.[1] ?? null;
}

/** Ministries and bureaus have codes such as `bm07000001`. */
export function isCentral(siteIdCode: string | null): boolean {
  return /^bm\d{8}$/i.test((siteIdCode ?? '').trim());
}

/**
 * Whether a page's SiteIDCode says that it is of another province than the portal. Within a province nothing is told
 * by it: divisions were renumbered and merged, and sites kept the codes of those that they took over.
 */
export function contradictsDivision(siteIdCode: string | null, divisionCode: string): boolean {
  const code = codeOfSite(siteIdCode);
  if (code === null || divisionCode === '000000') return false;
  return code.slice(0, 2) !== divisionCode.slice(0, 2);
}

import { hostBrands } from './lexicon.ts';

/** Second-level domains that only official or academic bodies are given. */
const trustedEndings =
  /(?:^|\.)(?:gov\.cn|gov\.mo|gov\.hk|edu\.cn|ac\.cn|mil\.cn|org\.cn|edu|gov|政务|公益)$/u;
/** Paths as the content-management systems of portals make them. */
const portalPath =
  /\/(?:[a-z]*zwgk|[a-z]*xxgk[a-z\d]*|[a-z]*gknb[a-z\d]*|xxgkml|xxgkannualreport|gongkai|openness|gkmlpt|bmxxgk)(?:\/|_)|\/t20\d{6}_\d+\.s?html?|\/art\/20\d\d\/\d+\/\d+\/art_|\/content\/post_\d+\.html|\/c\d{4,}\/.*content\.s?html|\/info\/\d{4}\/\d+\.html?$/u;
/** Labels that many hosts share and that say nothing. */
const commonLabels: ReadonlySet<string> = new Set([
  'www',
  'com',
  'net',
  'org',
  'cn',
  'gov',
  'wap',
  'mobile',
  'news',
  'info',
  'html',
  'site',
  'store',
  'app',
  'web',
  'blog',
]);

export function hostOf(context: {
  readonly url: string | null;
  readonly host: string | null;
}): string | null {
  const given = context.host?.toLowerCase() ?? null;
  if (given) return given.includes('.') ? given.replace(/:\d+$/u, '') : null;
  const match = /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/iu.exec(context.url ?? '');
  return match?.[1]?.toLowerCase() ?? null;
}

/** Whether official pages do not usually stand on this host. An unknown or numeric host is not foreign. */
export function isForeignHost(host: string | null): boolean {
  if (host === null || /^[\d.]+$|^\[|^localhost$/u.test(host)) return false;
  return !trustedEndings.test(host);
}

/** Paths that one maker's portals have and news sites do not. */
const plainPortalPath =
  /\/art\/20\d\d\/\d+\/\d+\/art_\d|\/(?:zwgk|zfxxgk|xxgk|ztzl|gkmlpt)\/.*\/content\/post_\d+\.html/u;

/** Whether the path alone shows a portal's page, whatever the text says. */
export function isPlainPortalPath(url: string | null): boolean {
  return url !== null && plainPortalPath.test(url.toLowerCase());
}

const columnPath =
  /\/(?:[a-z]*zwgk|[a-z]*xxgk[a-z\d]*|[a-z]*gknb[a-z\d]*|xxgkml|gongkai|openness|gkmlpt|bmxxgk)(?:\/|_)/u;

/** Whether the path names a column of information disclosure. */
export function isColumnPath(url: string | null): boolean {
  return url !== null && columnPath.test(url.toLowerCase());
}

export function isPortalPath(url: string | null): boolean {
  return url !== null && portalPath.test(url.toLowerCase());
}

/** The host's own label, as an injected text would carry it: av069 of m.av069.com; null where it is too plain. */
export function hostLabel(host: string): string | null {
  const labels = host.split('.').filter(label => !commonLabels.has(label));
  const label = labels.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  return label.length >= 5 ? label : null;
}

/** The word of a betting or porn farm that the host's name contains; null for none. */
export function hostBrand(host: string): string | null {
  const name = host.replace(/\.[a-z]+$/u, '');
  return hostBrands.find(word => (word.length > 4 ? name.includes(word) : namesWhole(name, word))) ?? null;
}

function namesWhole(name: string, word: string): boolean {
  const at = name.indexOf(word);
  if (at < 0) return false;
  return at === 0 || /[^a-z]/u.test(name.charAt(at - 1)) || /[\d.-]/u.test(name.charAt(at + word.length));
}

const addressTail = /[^\s"'<>()（），。；、”“》《\]】]*/uy;

/** Stretches of `text` that are an address on `host`, with its scheme or leading slashes. */
export function ownAddresses(text: string, host: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const folded = text.toLowerCase();
  for (let at = folded.indexOf(host); at >= 0; at = folded.indexOf(host, at + host.length)) {
    const before = folded.charAt(at - 1);
    if (/[a-z0-9-]/u.test(before)) continue;
    const scheme = /(?:https?:)?\/\/(?:www\.)?$|(?:www\.)$/u.exec(folded.slice(Math.max(0, at - 14), at));
    addressTail.lastIndex = at + host.length;
    const tail = addressTail.exec(folded)?.[0].length ?? 0;
    found.push({ start: at - (scheme?.[0].length ?? 0), end: at + host.length + tail });
    if (found.length >= 100) break;
  }
  return found;
}

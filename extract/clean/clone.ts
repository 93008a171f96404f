/** Whether a page stands where its owner publishes: host, printed site code and named domain against the registry. */

import type { CloneReading } from '../../schema/extraction.ts';
import type { Document } from '../document.ts';

/** Domains that only official bodies are given. */
const officialDomain = /(?:^|\.)(?:gov\.cn|gov\.mo|gov\.hk|mil\.cn|gov|政务|公益)$/u;
/** Domains of universities, academies and associations: theirs to report on, and not only theirs. */
const institutionDomain = /(?:^|\.)(?:edu\.cn|ac\.cn|org\.cn|edu)$/u;

export interface PageOrigin {
  /** Lower case, without port; null for a local file. */
  readonly host: string | null;
  /** Division of the registered portal that the page came from; null where the registry does not know it. */
  readonly portalDivision: string | null;
  /** Whether a registered portal vouches for the page. */
  readonly registered: boolean;
}

/**
 * What makes a page a copy on a host that is not its owner's; null for none. A numeric host says nothing: offices
 * had such addresses, and no farm was seen on one.
 */
export function cloneOf(document: Document, origin: PageOrigin): CloneReading | null {
  const { host, portalDivision, registered } = origin;
  if (host === null || /^[\d.]+$|^\[|^localhost$/u.test(host)) return null;
  const code = siteCode(document);
  if (registered) {
    return code !== null && portalDivision !== null && isElsewhere(code, portalDivision)
      ? { reason: 'site_code', evidence: `${code} on a portal of ${portalDivision}` }
      : null;
  }
  if (officialDomain.test(host)) return null;
  const domain = namedDomain(document);
  if (domain !== null && domain !== host && !host.endsWith(`.${registrable(domain)}`))
    return { reason: 'canonical_address', evidence: `${domain} on ${host}` };
  if (institutionDomain.test(host)) return null;
  return { reason: 'foreign_host', evidence: code === null ? host : `${host} (site code ${code})` };
}

const printedCode = /网站标识码\s*[:：]?\s*(\d{10})/u;

/** The ten digits that the register of government sites gave the site: the first six are its division. */
function siteCode(document: Document): string | null {
  const meta = document.metas.find(({ name }) => name === 'siteidcode')?.content.trim();
  if (meta !== undefined && /^\d{10}$/u.test(meta)) return meta;
  for (let index = document.blocks.length - 1; index >= 0; index--) {
    const block = document.blocks[index];
    const printed = block?.kind === 'text' ? printedCode.exec(block.text)?.[1] : undefined;
    if (printed !== undefined) return printed;
  }
  return null;
}

/** Codes change with reforms, mostly within a prefecture: only another prefecture contradicts. */
function isElsewhere(code: string, division: string): boolean {
  const province = division.slice(0, 2);
  if (code.slice(0, 2) !== province) return true;
  const [own, printed] = [division.slice(2, 4), code.slice(2, 4)];
  return own !== '00' && printed !== '00' && own !== '90' && printed !== '90' && own !== printed;
}

/** The gov.cn domain that the page calls its own; null where it names none, or is no page of a portal. */
function namedDomain(document: Document): string | null {
  const meta = document.metas
    .find(({ name }) => name === 'sitedomain')
    ?.content.trim()
    .toLowerCase();
  const domain = meta?.replace(/^https?:\/\//u, '').replace(/[/:].*$/u, '');
  return domain !== undefined && /\.gov\.cn$/u.test(domain) ? domain : null;
}

function registrable(domain: string): string {
  return domain.split('.').slice(-3).join('.');
}

/** A digest of a section's text that a copy for another year, or for another body, shares. */

import { createHash } from 'node:crypto';

/** Shorter texts are alike by chance: 本机关无其他需要报告的事项. */
const shortest = 80;

/**
 * @param unitName the body's own name, left out wherever it stands
 * @returns null for a text that is too short to tell
 */
export function fingerprint(text: string, unitName: string | null): number | null {
  const bare = text.replace(/\s/gu, '');
  if (bare.length < shortest) return null;
  const nameless = unitName === null || unitName.length < 2 ? bare : bare.replaceAll(unitName, '');
  const said = nameless.replace(/(?:19|20)\d\d(?=年)/gu, '');
  return Number.parseInt(createHash('sha256').update(said).digest('hex').slice(0, 12), 16);
}

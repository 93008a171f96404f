import { gap } from './excise.ts';
import { ownAddresses } from './hosts.ts';
import type { Line } from './lines.ts';
import { type Removal, withoutCuts } from './removal.ts';

/** Words by which a text says that it is an organ's own. */
const officialText =
  /政府信息公开|政務|政务|人民政府|本机关|我局|我镇|我委|年度报告|年度報告|主动公开|主動公開/u;

/**
 * A mirror swaps the portal's address for its own. On a host that no official page stands on, an official text
 * that gives this host as its address had another there: it goes, and a gap is marked.
 */
export function removeOwnAddresses(lines: readonly Line[], host: string): Removal[] {
  if (!lines.some(line => line.text.includes(host))) return [];
  if (!lines.some(line => officialText.test(line.text))) return [];
  const removals: Removal[] = [];
  for (const line of lines) {
    if (line.where === 'meta') continue;
    const found = ownAddresses(line.text, host);
    if (found.length === 0) continue;
    for (const { start, end } of found) {
      removals.push({
        text: line.text.slice(start, end),
        kind: 'phrase',
        where: line.where,
        evidence: ['own_address_of_foreign_host'],
      });
    }
    line.text = withoutCuts(
      line.text,
      found.map(each => ({ ...each, replacement: gap })),
    );
  }
  return removals;
}

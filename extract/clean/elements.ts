import type { Document, HiddenText } from '../document.ts';
import { isChainWord, lexical } from './anchors.ts';
import { hostLabel, isForeignHost } from './hosts.ts';
import type { Surroundings } from './judge.ts';
import type { KnownPhrase } from './phrases.ts';
import type { Removal } from './removal.ts';
import { foldedText, isHan } from './script.ts';
import { isScript, writtenBy } from './scripts.ts';
import { wordKinds } from './words.ts';

const hiddenLimit = 200;

interface Density {
  readonly lexical: number;
  readonly chain: number;
  readonly official: number;
}

function densityOf(text: string, { tables }: Surroundings): Density {
  let lexicalWords = 0;
  let chain = 0;
  let official = 0;
  for (let index = 0; index < text.length; index++) {
    const found = tables.all.at(text, index);
    if (!found) continue;
    if ((found.kinds & (wordKinds.official | wordKinds.organ)) !== 0) official++;
    else if (isChainWord(found.kinds)) {
      chain++;
      if ((found.kinds & lexical) !== 0) lexicalWords++;
    }
    index += found.length - 1;
  }
  return { lexical: lexicalWords, chain, official };
}

/** Hidden text that advertises. Menus and print notes are hidden too: those stay. */
export function removedHidden(
  document: Document,
  surroundings: Surroundings,
): { removals: Removal[]; kept: readonly HiddenText[]; phrases: string[] } {
  const removals: Removal[] = [];
  const phrases: string[] = [];
  const kept = document.hidden.filter((hidden, index) => {
    if (index >= hiddenLimit) return true;
    const text = isScript(hidden) ? writtenBy(hidden.text) : hidden.text;
    const density = densityOf(text.slice(0, 2000), surroundings);
    const advertises =
      density.official === 0 &&
      (density.lexical > 1 ||
        (density.lexical > 0 && density.chain > 1) ||
        (density.chain > 2 && offSite(document, text)));
    if (!advertises) return true;
    removals.push({ text, kind: 'hidden', where: 'body', evidence: ['hidden', hidden.reason] });
    phrases.push(...text.split('\n'));
    return false;
  });
  return { removals, kept: removals.length === 0 ? document.hidden : kept, phrases };
}

function offSite(document: Document, text: string): boolean {
  return document.links.some(
    link => link.text.length > 1 && text.includes(link.text) && isOffSite(link.href),
  );
}

function isOffSite(href: string): boolean {
  const host = /^(?:https?:)?\/\/([^/:?#]+)/iu.exec(href)?.[1]?.toLowerCase() ?? null;
  return isForeignHost(host);
}

/** Phrases told from elsewhere, those left out that hold an official word or a trusted name. */
export function phrasesOf(
  texts: readonly string[],
  evidence: string,
  surroundings: Surroundings,
): KnownPhrase[] {
  return texts.slice(0, 100).flatMap(text => {
    const folded = foldedText(text.trim());
    if (folded.length < 4 || folded.length > 120 || folded.includes('\n')) return [];
    if (surroundings.trusted.some(name => folded.includes(name))) return [];
    return densityOf(folded, surroundings).official > 0 ? [] : [{ folded, evidence }];
  });
}

/** Phrases to look for whatever their slot: told by hidden elements, off-site links and the host. */
export function knownPhrases(
  document: Document,
  host: string | null,
  hidden: readonly string[],
  surroundings: Surroundings,
): KnownPhrase[] {
  const linked: string[] = [];
  for (const link of document.links) {
    if (link.text.length < 4 || link.text.length > 60 || !isOffSite(link.href)) continue;
    const density = densityOf(link.text, surroundings);
    if (density.lexical > 0 && density.chain > 1 && linked.length < 50) linked.push(link.text);
  }
  const known = [
    ...phrasesOf(hidden, 'hidden', surroundings),
    ...phrasesOf(linked, 'off_site_link', surroundings),
  ];
  const label = host && surroundings.foreignHost ? hostLabel(host) : null;
  if (label && document.blocks.some(block => block.kind === 'text' && gluedLabel(block.text, label))) {
    known.push({ folded: label, evidence: 'host_label' });
  }
  return known;
}

/** Whether the host's label stands in Han text, as no address does. */
function gluedLabel(text: string, label: string): boolean {
  const folded = text.toLowerCase();
  const at = folded.indexOf(label);
  return at >= 0 && isHan(text.charCodeAt(at + label.length)) && (at === 0 || isHan(text.charCodeAt(at - 1)));
}

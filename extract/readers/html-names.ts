/** Names of elements and attributes, found where they stand in the markup without cutting them out. */

export interface ElementKind {
  /** Lower case. */
  readonly name: string;
  /** Holds nothing and has no end. */
  readonly isVoid: boolean;
  /** Elements that end where this one begins, if they are innermost. */
  readonly ends: ReadonlySet<string> | null;
  /** Holds text up to its own end, whatever stands there. */
  readonly holdsText: boolean;
  /** Begins and ends a line of its own. */
  readonly isBlock: boolean;
  /** Holds nothing that a reader of the page sees. */
  readonly isSkipped: boolean;
  /** Shows its text struck out. */
  readonly isStruck: boolean;
  /** true where drawings and formulas begin, in which a slash ends an element; false where markup begins again. */
  readonly foreign: boolean | null;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const voidElements = set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
);
const blockElements = set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption',
);
const skippedElements = set('script style noscript template svg iframe object select textarea rt rp');
const struckElements = set('del s strike');
const textElements = set('script style title textarea xmp');
const foreignElements = set('math svg');
const markupInForeign = set('mi mo mn ms mtext annotation-xml foreignobject desc title');

const paragraph = set('p');
const fields = set('input option optgroup select button datalist textarea');
const ends = new Map<string, ReadonlySet<string>>([
  ['tr', set('tr th td')],
  ['th', set('th')],
  ['td', set('thead th td')],
  ['body', set('head link script')],
  ['li', set('li')],
  ['option', set('option')],
  ['optgroup', set('optgroup option')],
  ['dd', set('dd dt')],
  ['dt', set('dd dt')],
  ['rt', set('rt rp')],
  ['rp', set('rt rp')],
  ['tbody', set('thead tbody')],
  ['tfoot', set('thead tbody')],
]);
for (const name of set('select input output button datalist textarea')) ends.set(name, fields);
for (const name of set(
  'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul',
))
  ends.set(name, paragraph);

const kinds = new Map<string, ElementKind>();
/** Pages make up names: those must not fill the memory, and longer ones would keep V8 from freeing the page. */
const rememberedKinds = 2000;
const longestRemembered = 12;

export function kindOf(name: string): ElementKind {
  const known = kinds.get(name);
  if (known) return known;
  const kind: ElementKind = {
    name,
    isVoid: voidElements.has(name),
    ends: ends.get(name) ?? null,
    holdsText: textElements.has(name),
    isBlock: blockElements.has(name),
    isSkipped: skippedElements.has(name),
    isStruck: struckElements.has(name),
    foreign: foreignElements.has(name) ? true : markupInForeign.has(name) ? false : null,
  };
  if (kinds.size < rememberedKinds && name.length <= longestRemembered) kinds.set(name, kind);
  return kind;
}

export type AttributeName = (typeof attributeNames)[number];
export const attributeNames = [
  'style',
  'hidden',
  'name',
  'property',
  'content',
  'href',
  'colspan',
  'src',
  'data-src',
  'data-original',
  'rowspan',
  'type',
  'value',
] as const;

/** Known names by length and the code of their first and last letters, lower case. */
class NameTable<Value> {
  private readonly slots: ({ name: string; value: Value }[] | undefined)[] = new Array(1024);

  add(name: string, value: Value): void {
    const slot = slotOf(name, 0, name.length);
    const known = this.slots[slot] ?? [];
    this.slots[slot] = known;
    known.push({ name, value });
  }

  at(html: string, from: number, to: number): Value | undefined {
    const slot = this.slots[slotOf(html, from, to)];
    if (slot === undefined) return undefined;
    for (const { name, value } of slot) if (name.length === to - from && isAt(html, from, name)) return value;
    return undefined;
  }
}

/** Upper and lower case, in which names are the same, share a slot. */
const slotOf = (text: string, from: number, to: number): number =>
  ((text.charCodeAt(from) & 31) | ((text.charCodeAt(to - 1) & 31) << 5)) ^ (((to - from) & 15) << 4);

/** Whether the lower-case name stands there, in whatever case. */
export function isAt(html: string, from: number, name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    const code = html.charCodeAt(from + index);
    if ((code >= 65 && code <= 90 ? code | 32 : code) !== name.charCodeAt(index)) return false;
  }
  return true;
}

const knownElements = new NameTable<ElementKind>();
for (const name of new Set([
  ...voidElements,
  ...textElements,
  ...ends.keys(),
  ...set(
    'html head body span font a b i u em strong center label thead sup sub noscript iframe o:p s del strike',
  ),
]))
  knownElements.add(name, kindOf(name));
const knownAttributes = new NameTable<AttributeName>();
for (const name of attributeNames) knownAttributes.add(name, name);

/** The kind of the element whose name stands there. */
export const kindAt = (html: string, from: number, to: number): ElementKind =>
  knownElements.at(html, from, to) ?? kindOf(html.slice(from, to).toLowerCase());

/** The attribute whose name stands there; null for one that reading does not ask for. */
export const attributeAt = (html: string, from: number, to: number): AttributeName | null =>
  knownAttributes.at(html, from, to) ?? null;

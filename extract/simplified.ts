/**
 * Folds traditional characters and pinyin annotations, as clones of government pages carry them (務(wù)), for
 * matching only: what is stored stays as printed.
 */

import { Converter } from 'opencc-js/t2cn';

/** Characters that only traditional text has; every label of the forms in traditional script holds one. */
export const traditionalSigns =
  '開報區縣鎮鄉據條將關辦務發總體況與號國對現機構項內規數處許強業費請審結維訴訟復議額購採廢當無類識屬個過詢單產財會組計統標級門網專實歷減萬億穩護題';
const traditionalSign = new RegExp(`[${traditionalSigns}]`);
/** Pinyin in brackets behind a character. */
export const annotation = /(?<=[\u3400-\u9fff])(?:[(（]\s?[a-zāáǎàōóǒòēéěèêīíǐìūúǔùǖǘǚǜü]{1,6}\s?[)）])+/g;

const simplifiedForms = new Map<string, string>();
let convert: ((text: string) => string) | null = null;

/** The text in simplified characters, one for one, so that positions hold. */
export function simplify(text: string): string {
  return traditionalSign.test(text) ? text.replace(/[\u3400-\u9fff]/g, simplified) : text;
}

/** The text without pinyin in brackets behind a character. */
export function withoutAnnotations(text: string): string {
  return /[(（]/.test(text) ? text.replace(annotation, '') : text;
}

function simplified(character: string): string {
  const known = simplifiedForms.get(character);
  if (known !== undefined) return known;
  // The table of the converter is only built when a traditional text is met.
  convert ??= Converter({ from: 't', to: 'cn' });
  const converted = convert(character);
  const form = converted.length === 1 ? converted : character;
  simplifiedForms.set(character, form);
  return form;
}

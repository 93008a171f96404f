/** Character references (&nbsp;, &#20013;) in text and in values of attributes, as htmlparser2 reads them. */

import { Parser } from 'htmlparser2';

/** From the sign to what cannot be part of a reference: what stands behind it does not change what it is. */
const inText = /&[#\w]*;?/g;
/** In a value, an equals sign behind a reference that lacks its end makes it the name of a parameter. */
const inValue = /&[#\w]*[;=]?/g;

/** The text with its references resolved. */
export function decodedText(raw: string): string {
  return raw.includes('&') ? raw.replace(inText, decodedInText) : raw;
}

/** The value of an attribute with its references resolved. */
export function decodedValue(raw: string): string {
  return raw.includes('&') ? raw.replace(inValue, decodedInValue) : raw;
}

/** A page repeats a few references; those that somebody makes up must not fill the memory. */
const remembered = 2000;
const longest = 40;
const texts = new Map<string, string>();
const values = new Map<string, string>();

const remember = (known: Map<string, string>, reference: string, decoded: string): string => {
  if (known.size >= remembered) known.clear();
  if (reference.length <= longest) known.set(Buffer.from(reference, 'latin1').toString('latin1'), decoded);
  return decoded;
};

function decodedInText(reference: string): string {
  const known = texts.get(reference);
  if (known !== undefined) return known;
  let decoded = '';
  const parser = new Parser({
    ontext: data => {
      decoded += data;
    },
  });
  // The tag is left open: it ends the reference, and is none.
  parser.end(`${reference}<p`);
  return remember(texts, reference, decoded);
}

function decodedInValue(reference: string): string {
  const known = values.get(reference);
  if (known !== undefined) return known;
  let decoded = '';
  const parser = new Parser({
    onattribute: (_, value) => {
      decoded = value;
    },
  });
  parser.end(`<a b="${reference}">`);
  return remember(values, reference, decoded);
}

import { Converter } from 'opencc-js/cn2t';
import { expect, test } from 'vitest';
import { forms } from '../schema/forms/index.ts';
import { simplify } from './simplified.ts';

/** All texts of the forms: labels, spellings, units. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsOf(inner);
}

test('every label of the forms in traditional script is known to be one', () => {
  const traditional = Converter({ from: 'cn', to: 't' });
  const labels = [...new Set(textsOf(forms))].filter(text => traditional(text) !== text);
  expect(labels.length).toBeGreaterThan(200);
  expect(labels.filter(label => simplify(traditional(label)) === traditional(label))).toEqual([]);
});

test('no character becomes a numeral from 一 to 六: a heading’s number is seen in the line as printed', () => {
  for (let code = 0x3400; code <= 0x9fff; code++) {
    const character = String.fromCharCode(code);
    // 開 makes the text a traditional one, which alone is folded.
    const [form = ''] = simplify(`${character}開`);
    if (/[一二三四五六]/.test(form)) expect(form).toBe(character);
  }
});

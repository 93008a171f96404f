import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCount, asList, asText, objectAfter, objectsWith, readLiteral } from './script-literals.ts';

describe('readLiteral', () => {
  it('reads whatever JSON can write', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), value => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(readLiteral(`  ${text};`))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('reads what scripts write instead, and executes nothing', () => {
    const script = `var siteCode = "755001"; window._CONFIG = {
      // which site
      SID: siteCode, 'name': '某区\\u4eba民政府', pages: [1, 2,], rows: 15,
      page: current + 1, load: function (a, b) { return {x: 1}; }, last: null, deep: {"url":"\\/a\\/b"},
    };`;
    expect(objectAfter(script, /window\._CONFIG\s*=\s*/)).toEqual({
      SID: '755001',
      name: '某区人民政府',
      pages: [1, 2],
      rows: 15,
      page: null,
      load: null,
      last: null,
      deep: { url: '/a/b' },
    });
  });

  it.each(['', 'x', '{', '{"a":', '[1,', '{a:"unfinished', `${'['.repeat(5000)}`])(
    'gives nothing for %s',
    text => {
      expect(readLiteral(text)).toBeNull();
    },
  );

  it('ends on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"\'\\a1/* \n('), maxLength: 60 }), text => {
        expect(() => readLiteral(text)).not.toThrow();
      }),
    );
  });
});

describe('objectsWith', () => {
  it('finds the objects that hold a property themselves', () => {
    const script = `$.ajax({ url: '/site/label/8888', data: { labelName: "publicInfoList", siteId: '6788721' } });
      function go(labelName) { return { other: 1 }; }`;
    expect(objectsWith(script, 'labelName')).toEqual([{ labelName: 'publicInfoList', siteId: '6788721' }]);
  });
});

it('takes counts and texts only for what they are', () => {
  expect([asCount('12'), asCount(12), asCount('x'), asCount(undefined), asText(5), asText(null)]).toEqual([
    12,
    12,
    null,
    null,
    '5',
    '',
  ]);
  expect(asList({ a: 1 })).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { createGazetteer } from './gazetteer.ts';

const divisions = loadDivisions();
const gazetteer = createGazetteer(divisions);
const codesOf = (name: string) => gazetteer.named(name).map(division => division.code);

describe('names', () => {
  it('find every division that bears them', () => {
    expect(codesOf('鼓楼区')).toEqual(['320106', '320302', '350102', '410204']);
    expect(codesOf('强蛟镇')).toEqual(['330226110']);
    expect(codesOf('不存在县')).toEqual([]);
  });

  it('are known by their usual short forms, never by one character', () => {
    expect(codesOf('凉山州')).toEqual(['513400']);
    expect(codesOf('积石山县')).toEqual(['622927']);
    expect(codesOf('内蒙古')).toEqual(['150000']);
    expect(codesOf('吉林')).toEqual(['220000', '220200']);
    expect(codesOf('县')).toEqual([]);
  });

  it('leave out the rows that only carry the hierarchy', () => {
    expect(codesOf('市辖区')).toEqual([]);
    const dongcheng = gazetteer.get('110101');
    expect(dongcheng && gazetteer.ancestors(dongcheng).map(above => above.name)).toEqual(['北京市']);
  });
});

describe('the places that a name begins with', () => {
  const chain = (text: string) => {
    const { names, rest } = gazetteer.leadingPlaces(text);
    return [...names, `+${rest}`];
  };

  it('are read largest first, each within the one before', () => {
    expect(chain('常州市钟楼区南大街街道办事处')).toEqual(['常州市', '钟楼区', '南大街街道', '+办事处']);
    expect(chain('凉山州审计局')).toEqual(['凉山州', '+审计局']);
    expect(chain('安徽舒城经济开发区')).toEqual(['安徽', '舒城', '+经济开发区']);
    expect(chain('水利部')).toEqual(['+水利部']);
  });

  it('do not swallow the market regulator’s name', () => {
    expect(chain('南宁市场监督管理局')).toEqual(['南宁', '+市场监督管理局']);
    expect(chain('南宁市市场监督管理局')).toEqual(['南宁市', '+市场监督管理局']);
  });
});

describe('resolving a name', () => {
  it('C5: a name borne more than once needs a parent, a portal or another place', () => {
    expect(gazetteer.resolve('鼓楼区')).toBeNull();
    expect(gazetteer.resolve('开封市鼓楼区')?.division.code).toBe('410204');
    expect(gazetteer.resolve('鼓楼区', { portalDivision: '350100' })).toMatchObject({
      division: { code: '350102' },
      confidence: 'high',
    });
    expect(gazetteer.resolve('鼓楼区', { namedPlaces: ['徐州市'] })?.division.code).toBe('320302');
    expect(gazetteer.resolve('鼓楼区', { namedPlaces: ['徐州市', '南京市'] })).toBeNull();
  });

  it('C6: towns of one name are told apart by the county', () => {
    expect(gazetteer.resolve('太平镇')).toBeNull();
    expect(gazetteer.resolve('太平镇', { portalDivision: '350624' })?.division.code).toBe('350624105');
    expect(gazetteer.resolve('太平镇', { namedPlaces: ['诏安县'] })?.division.code).toBe('350624105');
  });

  it('a name borne once is resolved, with less confidence than behind its parent', () => {
    expect(gazetteer.resolve('强蛟镇')).toMatchObject({
      division: { code: '330226110' },
      confidence: 'medium',
    });
    expect(gazetteer.resolve('宁海县强蛟镇')?.confidence).toBe('high');
    expect(gazetteer.resolve('强蛟镇', { namedPlaces: ['宁海县'] })?.confidence).toBe('high');
  });

  it('a town unique in the list and far from the portal is not taken', () => {
    expect(gazetteer.resolve('强蛟镇', { portalDivision: '510100' })).toBeNull();
  });
});

describe('places in a text', () => {
  it('are counties and higher, longest name first, common nouns left out', () => {
    expect(gazetteer.placesIn('经宁海县与伊犁哈萨克自治州同意，城区、郊区和全县各社区照办')).toEqual([
      '宁海县',
      '伊犁哈萨克自治州',
    ]);
  });
});

describe('as a whole', () => {
  it('resolves every division by its full chain of names', () => {
    const sample = divisions.filter((_, index) => index % 97 === 0);
    for (const division of sample) {
      const names = [division, ...gazetteer.ancestors(division)].map(place => place.name).reverse();
      const resolved = gazetteer.resolve(names.join(''));
      if (gazetteer.named(division.name).length > 0 && resolved !== null) {
        expect(resolved.division.name).toBe(division.name);
      }
    }
  });

  it('never throws and always gives back the whole text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'南京市鼓楼区县城关镇街道海吉林州 a0'), { maxLength: 30 }),
        letters => {
          const text = letters.join('');
          const { names, rest } = gazetteer.leadingPlaces(text);
          expect(names.join('') + rest).toBe(text);
          for (const place of gazetteer.placesIn(text)) expect(text).toContain(place);
        },
      ),
    );
  });
});

/** Bodies that report, of every kind, with the names by which their reports call them. */

import type { Division } from '../../schema/extraction.ts';
import { departments, ministries, organisations, zones } from './opening-names.ts';
import type { Random } from './random.ts';

export interface Body {
  /** The name in full, as a title prints it. */
  readonly name: string;
  /** What else is the same body where it stands alone: without its place, without 人民政府, abbreviated. */
  readonly also: readonly string[];
  /** What the report calls its own body: 局, 镇; null where it does not. */
  readonly self: string | null;
  /** The government above, in full, and its level as a department prints it: 县. */
  readonly superior: string;
  readonly level: string;
  /** Bodies beside it, for lists of links and for sentences that speak of others. */
  readonly others: readonly string[];
  /** A body within it, which reports nothing itself: 某某局办公室, 某某镇党政办公室. */
  readonly office: string;
}

/** The divisions by level, and whatever is above one of them. */
export class Places {
  readonly #byCode: ReadonlyMap<string, Division>;
  readonly #levels: Readonly<Record<Division['level'], readonly Division[]>>;

  constructor(divisions: readonly Division[]) {
    const named = divisions.filter(
      ({ name }) => !/^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$|管委会$|群岛|办事处$/.test(name),
    );
    this.#byCode = new Map(named.map(division => [division.code, division]));
    const at = (level: Division['level']): Division[] => named.filter(division => division.level === level);
    this.#levels = {
      province: at('province'),
      prefecture: at('prefecture'),
      county: at('county'),
      township: at('township').filter(({ name }) => /(?:镇|乡|街道)$/.test(name) && name.length <= 9),
    };
  }

  pick(random: Random, level: Division['level']): Division {
    return random.pick(this.#levels[level]);
  }

  above({ parent_code }: Division): Division | null {
    return parent_code === null ? null : (this.#byCode.get(parent_code) ?? null);
  }
}

/** The last character of a division's name, as departments print it: 县教育局. */
const levelOf = (place: string): string =>
  place.endsWith('自治区')
    ? '自治区'
    : ('省市县区旗州盟'.split('').find(level => place.endsWith(level)) ?? '区');

const selfOf = (name: string): string | null =>
  /(局|委|办|馆|中心|院|校|公司|社|会|厅)$/.exec(name.replace('委员会', '委').replace('办公室', '办'))?.[1] ??
  null;

function othersOf(place: string, superior: string, random: Random): string[] {
  return Array.from(
    { length: 4 },
    () => `${random.pick([place, '', superior])}${random.pick(departments)[0]}`,
  );
}

type Maker = (places: Places, random: Random) => Body;

function governmentOf(division: Division, superior: string, random: Random): Body {
  const name = `${division.name}人民政府`;
  return {
    name,
    also: [division.name, `${division.name}政府`, `${superior}${division.name}`, `${superior}${name}`],
    self: null,
    superior: `${superior}人民政府`,
    level: levelOf(superior),
    others: othersOf(division.name, superior, random),
    office: `${name}办公室政务公开科`,
  };
}

function departmentOf(
  place: string,
  full: string,
  short: string,
  random: Random,
  prefix: readonly string[] = [''],
): Body {
  const level = levelOf(place);
  const ahead = random.pick(prefix);
  const name = `${ahead}${place}${full}`;
  return {
    name,
    also: [place, level, ''].flatMap(at =>
      [full, short].flatMap(body => [`${at}${body}`, `${ahead}${at}${body}`]),
    ),
    self: selfOf(full),
    superior: `${place}人民政府`,
    level,
    others: othersOf(place, ahead || place, random).filter(other => !other.endsWith(full)),
    office: `${place}${short}办公室`,
  };
}

const makers: readonly (readonly [string, Maker])[] = [
  [
    'government',
    (places, random) => {
      const division = places.pick(random, random.pick(['county', 'county', 'prefecture'] as const));
      return governmentOf(division, places.above(division)?.name ?? '本省', random);
    },
  ],
  [
    'department',
    (places, random) => {
      const division = places.pick(random, random.pick(['county', 'county', 'prefecture'] as const));
      const above = places.above(division)?.name ?? '';
      return departmentOf(division.name, ...random.pick(departments), random, ['', '', above]);
    },
  ],
  [
    'office of the government',
    (places, random) => {
      const place = places.pick(random, 'county').name;
      const body = departmentOf(place, '人民政府办公室', '政府办公室', random);
      return { ...body, office: `${body.name}政务公开科` };
    },
  ],
  [
    'department of a province',
    (places, random) => {
      const place = places.pick(random, 'province').name;
      const bodies = ['财政厅', '水利厅', '教育厅', '自然资源厅', '统计局', '审计厅', '人民政府办公厅'];
      const body = random.pick(bodies);
      return departmentOf(place, body, body, random);
    },
  ],
  [
    'department of two names',
    (places, random) => {
      const place = places.pick(random, 'county').name;
      const [full, second] = random.pick([
        ['行政审批局', '政务服务管理办公室'],
        ['教育局', '体育局'],
        ['农业农村局', '乡村振兴局'],
        ['发展和改革局', '粮食和物资储备局'],
        ['文化和旅游局', '广播电视局'],
      ] as const);
      const body = departmentOf(place, full, full, random);
      const [open, close] = random.pick(['（）', '()'] as const).split('') as [string, string];
      const name = `${body.name}${open}${random.pick([place, ''])}${second}${close}`;
      return { ...body, name, also: [...body.also, body.name, name.replace(open, '(').replace(close, ')')] };
    },
  ],
  [
    'branch of a department',
    (places, random) => {
      const county = places.pick(random, 'county');
      const city = places.above(county)?.name ?? '';
      const short = county.name.length > 2 ? county.name.slice(0, -1) : county.name;
      const name = `${city}${random.pick(['生态环境局', '公安局', '自然资源和规划局'])}${short}分局`;
      const body = departmentOf(county.name, '生态环境分局', '环境分局', random);
      return { ...body, name, also: [name.slice(city.length)], office: `${name}办公室` };
    },
  ],
  [
    'town',
    (places, random) => {
      const town = places.pick(random, 'township');
      const county = places.above(town)?.name ?? '';
      const isStreet = town.name.endsWith('街道');
      const abbreviated = isStreet && random.chance(0.2) ? town.name.slice(0, -1) : town.name;
      const tail =
        abbreviated !== town.name
          ? ''
          : isStreet
            ? random.pick(['', '办事处'])
            : random.pick(['', '人民政府', '政府']);
      const place = random.pick(['', '', county]);
      const [, street = town.name.at(-1)] = isStreet ? ['', '街道'] : [];
      return {
        name: `${place}${abbreviated}${tail}`,
        also: ['', county].flatMap(at =>
          ['', '人民政府', '政府', '办事处'].map(end => `${at}${town.name}${end}`),
        ),
        self: street ?? null,
        superior: `${county}人民政府`,
        level: levelOf(county),
        others: othersOf(county, county, random),
        office: `${town.name}党政办公室`,
      };
    },
  ],
  [
    'zone',
    (places, random) => {
      const division = places.pick(random, random.pick(['county', 'prefecture'] as const));
      const zone = `${division.name.slice(0, division.name.length > 2 ? -1 : undefined)}${random.pick(zones)}`;
      const name = `${zone}${random.pick(['', '管理委员会', '管委会'])}`;
      return {
        name,
        also: ['', '管理委员会', '管委会'].map(end => `${zone}${end}`),
        self: random.pick(['委', '管委会']),
        superior: `${division.name}人民政府`,
        level: levelOf(division.name),
        others: othersOf(division.name, division.name, random),
        office: `${zone}管委会党政办公室`,
      };
    },
  ],
  [
    'vertical body',
    (places, random) => {
      const county = places.pick(random, 'county');
      const city = places.above(county)?.name ?? '';
      const name = random.pick([
        `国家税务总局${city}${county.name}税务局`,
        `国家税务总局${county.name}税务局`,
        `${county.name}气象局`,
        `${county.name}烟草专卖局`,
        `国家统计局${county.name.slice(0, -1)}调查队`,
        `${county.name}邮政管理局`,
        `中国人民银行${county.name}支行`,
        `${county.name}消防救援大队`,
      ]);
      const short = name.slice(name.indexOf(county.name.slice(0, -1)));
      const also = [short, short.replace(county.name, levelOf(county.name)), `${city}${short}`];
      const others = othersOf(county.name, city, random);
      return {
        name,
        also,
        self: selfOf(name),
        superior: `${county.name}人民政府`,
        level: levelOf(county.name),
        others,
        office: `${name}办公室`,
      };
    },
  ],
  [
    'organisation',
    (places, random) =>
      departmentOf(places.pick(random, 'prefecture').name, ...twice(random.pick(organisations)), random),
  ],
  [
    'ministry',
    (_places, random) => {
      const name = random.pick(ministries);
      return {
        name,
        also: [`中华人民共和国${name}`],
        self: null,
        superior: '国务院',
        level: '国',
        others: ministries.filter(other => other !== name).slice(0, 3),
        office: `${name}办公厅政务公开处`,
      };
    },
  ],
];

const twice = (name: string): [string, string] => [name, name];

export const bodyKinds: readonly string[] = makers.map(([kind]) => kind);

export function randomBody(places: Places, random: Random): Body & { readonly kind: string } {
  const [kind, make] = random.pick(makers);
  return { ...make(places, random), kind };
}

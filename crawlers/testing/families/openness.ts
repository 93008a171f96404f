/** The Openness or Xxgk application: one page per report, lists by year, and lists by page. */

import { columnHtml, type Family, listRows, pageOf } from '../report-site.ts';

const years = [2023, 2022, 2021];

export const opennessYears: Family = {
  name: 'Openness, by year',
  platform: 'openness',
  column: '/openness/Openness/6.html',
  reports: 30,
  pathOf: id => `/openness/OpennessAnnualReport/show/${3_900 + id}.html`,
  answer: ({ path }, own) => {
    const links = years.map(
      year => `<a href="/openness/OpennessAnnualReport/year/6/${year}.html">${year}年</a>`,
    );
    if (path === '/openness/Openness/6.html') return columnHtml(links.join(''));
    const year = Number(/\/OpennessAnnualReport\/year\/6\/(\d+)\.html$/.exec(path)?.[1] ?? 0);
    const rows = own.articles.filter(({ id }) => years[id % 3] === year);
    return years.includes(year) ? columnHtml(`${links.join('')}<ul>${listRows(rows)}</ul>`) : undefined;
  },
};

const list = '/OpennessContent/showList/784/34502/page_';
const pagers = {
  'a link': (number: number) => `<a href="${list}${number + 1}.html">下一页</a>`,
  'a count': () => '<span>共 <b>4</b> 页</span>',
  nothing: () => '',
};
export const opennessPagers = Object.keys(pagers) as (keyof typeof pagers)[];

export const opennessPages = (told: keyof typeof pagers): Family => ({
  name: `Openness, pages told by ${told}`,
  platform: 'openness',
  column: `${list}1.html`,
  reports: 35,
  pathOf: id => `/XxgkAnnualReport/show/${5_800 + id}.html`,
  answer: ({ path }, own) => {
    const number = path.startsWith(list) ? Number(/page_(\d+)\.html$/.exec(path)?.[1] ?? 0) : 0;
    if (number < 1) return undefined;
    const rows = pageOf(own.articles, number, 10);
    return columnHtml(`<ul>${listRows(rows)}</ul>${number < 4 ? pagers[told](number) : ''}`);
  },
});

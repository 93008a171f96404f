/** 龙讯 (安徽 and others): lists are labels that the page's script asks for, or content columns paged by a parameter. */

import { asCount, asText, objectsWith } from '../../schema/script-literals.ts';
import { courseOf, firstState } from './list-course.ts';
import {
  hasOwnAddress,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  type Platform,
  pageRequest,
  scriptHeaders,
} from './platform.ts';

const platform = 'longxun';
const labelPath = '/site/label/8888';

export const longxun: Platform = {
  id: platform,

  detect(page) {
    const { text, links } = page;
    const isScripted = text.includes(labelPath) || text.includes('Ls.pagination');
    const isNamed = links.metas.has('siteid') && hasOwnAddress(page, /\/(public|content)\/column\/\d+/);
    return isScripted || isNamed || /\/public\/column\/\d+/.test(page.url);
  },

  links(page) {
    if (page.state?.memo['label'] !== undefined) return labelAnswer(page, page.state);
    const label = page.state === null ? labelOf(page) : null;
    if (label === null) return contentColumn(page);
    const state = firstState(platform, { label, column: page.url });
    return {
      items: page.links.anchors,
      next: [{ ...labelRequest(page.url, state), leads: true }],
      isEndless: false,
    };
  },
};

/** A fragment of rows with a script that tells how many pages there are; nothing but a word of regret when empty. */
function labelAnswer(page: ListPage, state: ListState): ListLinks {
  const items = page.links.anchors;
  const course = courseOf(page, platform, items, pageCountOf(page.text), {
    label: state.memo['label'] ?? '',
  });
  const next = course.goesOn ? [labelRequest(page.url, course.next)] : [];
  return { items, next, isEndless: course.isEndless };
}

/** `/content/column/6791573?pageIndex=2`. */
function contentColumn(page: ListPage): ListLinks {
  const items = page.links.anchors;
  const course = courseOf(page, platform, items, pageCountOf(page.text) ?? 1);
  if (!course.goesOn) return { items, next: [], isEndless: course.isEndless };
  const url = new URL(page.url);
  url.searchParams.set('pageIndex', String(course.number + 1));
  const request = pageRequest({ url: url.href, referrer: page.url, state: course.next });
  return { items, next: [request], isEndless: false };
}

function labelRequest(base: string, state: ListState): ListRequest {
  const url = new URL(labelPath, base);
  url.search = `IsAjax=1&dataType=html&${state.memo['label']}&pageIndex=${state.page}`;
  return pageRequest({
    url: url.href,
    headers: scriptHeaders,
    referrer: String(state.memo['column']),
    state,
  });
}

/** Parameters that change from page to page, or from request to request. */
const ownParameters = /^(IsAjax|dataType|_|pageIndex)$/;

/**
 * The parameters of the page's list as a query: an address in a script, or the object that it hands over. The name of
 * the template is the installation's own; what the script computes comes from the column's own address.
 */
function labelOf(page: ListPage): string | null {
  const written = new RegExp(`${labelPath}\\?([^"'\`\\s<>]*labelName=[^"'\`\\s<>]*)`).exec(page.text)?.[1];
  const given = new Map<string, string>();
  if (written !== undefined) {
    for (const [name, value] of new URLSearchParams(written.replaceAll('&amp;', '&'))) given.set(name, value);
  } else {
    const labels = objectsWith(page.text, 'labelName');
    const label = labels.find(({ labelName }) => /list/i.test(asText(labelName))) ?? labels[0];
    if (label === undefined) return null;
    for (const [name, value] of Object.entries(label)) {
      given.set(name, typeof value === 'boolean' ? String(value) : asText(value));
    }
  }
  const own = new URL(page.url);
  const organ = /\/public\/column\/(\d+)/.exec(own.pathname)?.[1];
  for (const name of ['organId', 'catId', 'type', 'action']) {
    const value = own.searchParams.get(name) ?? (name === 'organId' ? organ : undefined);
    if (value !== undefined && value !== null && !given.get(name)) given.set(name, value);
  }
  const site = page.links.metas.get('siteid');
  if (site !== undefined && !given.get('siteId')) given.set('siteId', site);
  const pairs = [...given].filter(([name]) => !ownParameters.test(name));
  return new URLSearchParams(pairs).toString();
}

function pageCountOf(text: string): number | null {
  return asCount(/\bpageCount\s*:\s*["']?(\d+)/.exec(text)?.[1]);
}

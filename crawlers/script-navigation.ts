/**
 * Where the scripts of a page lead: what a call such as `goPage(2)` or `toDetail('123')` would open, told from the
 * function's text without running it. Pure.
 */

import { resolveLink } from './addresses.ts';

/** A request that a script would make. */
export interface ScriptedRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Form of a POST. */
  readonly body: string | null;
}

interface ScriptFunction {
  readonly parameters: readonly string[];
  readonly body: string;
}

interface PageForm {
  readonly name: string;
  readonly id: string;
  readonly action: string;
  readonly method: string;
  readonly fields: readonly (readonly [name: string, value: string, id: string])[];
}

/** Longest function that is looked at. */
const longestBody = 4000;
const mostFunctions = 300;

export class ScriptNavigation {
  readonly #html: string;
  readonly #url: string;
  readonly #base: string;
  #functions: Map<string, ScriptFunction> | null = null;
  #variables: Map<string, string> | null = null;
  #forms: PageForm[] | null = null;

  /** @param base address that relative ones are resolved against */
  constructor(html: string, url: string, base = url) {
    this.#html = html;
    this.#url = url;
    this.#base = base;
  }

  /** Where `script`, the text of an event handler or a `javascript:` address, leads; null when that is not told. */
  follow(script: string): ScriptedRequest | null {
    const text = script.replace(/^\s*javascript:/i, '').replace(/^\s*return\s+/, '');
    return this.#navigation(text, new Map()) ?? this.#call(text);
  }

  resolve(address: string): string | null {
    return resolveLink(address, this.#base);
  }

  #call(text: string): ScriptedRequest | null {
    for (const call of text.matchAll(/([\w$]+)\s*\(([^()]*)\)/g)) {
      const [, name = '', given = ''] = call;
      const values = splitArguments(given).map(argument => this.#value(argument, new Map()));
      if (name === '__doPostBack') return this.#postBack(values);
      const target = this.#function(name);
      if (target === undefined) continue;
      const known = new Map<string, string>();
      target.parameters.forEach((parameter, at) => {
        const value = values[at];
        if (value !== null && value !== undefined) known.set(parameter, value);
      });
      const request = this.#navigation(target.body, known);
      if (request !== null) return request;
    }
    return null;
  }

  /** `location.href = …`, `window.open(…)`, or a form that is filled in and submitted. */
  #navigation(body: string, given: ReadonlyMap<string, string>): ScriptedRequest | null {
    const known = new Map(given);
    for (const [, name = '', expression = ''] of body.matchAll(
      /\b(?:var|let|const)\s+([\w$]+)\s*=\s*([^;\n]+)/g,
    )) {
      const value = this.#value(expression, known);
      if (value !== null) known.set(name, value);
    }
    for (const found of body.matchAll(
      /\blocation(?:\s*\.\s*href)?\s*=(?!=)\s*([^;}\n]+)|\blocation\s*\.\s*(?:assign|replace)\s*\(([^;\n]+)\)|\bopen\s*\(\s*([^;\n]+)\)/g,
    )) {
      const expression = found[1] ?? found[2] ?? splitArguments(found[3] ?? '')[0] ?? '';
      const value = this.#value(expression, known);
      const url = value === null || !/[./?]/.test(value) ? null : resolveLink(value, this.#base);
      if (url !== null) return { url, method: 'GET', body: null };
    }
    return /\bsubmit\s*\(/.test(body) ? this.#submission(body, known) : null;
  }

  #submission(body: string, known: ReadonlyMap<string, string>): ScriptedRequest | null {
    const named =
      /(?:forms\s*\[\s*["']|getElementById\(\s*["']|\$\(\s*["']#?|document\.)([\w-]+)["'\])]*\s*\.\s*submit/.exec(
        body,
      )?.[1];
    const forms = this.#pageForms();
    const form =
      forms.find(({ name, id }) => named !== undefined && (name === named || id === named)) ?? forms[0];
    if (form === undefined) return null;
    const values = new Map(form.fields.map(([name, value]) => [name, value]));
    const assignments = body.matchAll(
      /(?:getElementById\(\s*["']([\w$.:-]+)["']\s*\)|\$\(\s*["']#?(?:input\[name=)?["']?([\w$.:-]+)\]?["']\s*\)|\.([\w$]+))\s*\.\s*(?:value\s*=(?!=)\s*([^;\n]+)|val\(\s*([^;\n]+?)\s*\)(?=[;\s}]|$))/g,
    );
    for (const [, byId, byQuery, byName, assigned, set] of assignments) {
      const field = byId ?? byQuery ?? byName ?? '';
      const value = this.#value(assigned ?? set ?? '', known);
      const own = form.fields.find(([name, , id]) => name === field || id === field)?.[0];
      if (own !== undefined && value !== null) values.set(own, value);
    }
    return this.#sent(form, values);
  }

  /** ASP.NET: the whole form goes back, with the name of what was clicked. */
  #postBack(given: readonly (string | null)[]): ScriptedRequest | null {
    const form =
      this.#pageForms().find(({ fields }) => fields.some(([name]) => name === '__VIEWSTATE')) ??
      this.#pageForms()[0];
    if (form === undefined) return null;
    const values = new Map(form.fields.map(([name, value]) => [name, value]));
    values.set('__EVENTTARGET', given[0] ?? '').set('__EVENTARGUMENT', given[1] ?? '');
    return this.#sent({ ...form, method: 'post' }, values);
  }

  /** A form with some of its fields set, as pressing its button would send it. */
  submit(field: string, value: string): ScriptedRequest | null {
    const form = this.#pageForms().find(({ fields }) => fields.some(([name]) => name === field));
    if (form === undefined) return null;
    const values = new Map(form.fields.map(([name, own]) => [name, own]));
    return this.#sent(form, values.set(field, value));
  }

  #sent(form: PageForm, values: ReadonlyMap<string, string>): ScriptedRequest | null {
    const url = form.action === '' ? this.#url : resolveLink(form.action, this.#base);
    if (url === null) return null;
    const body = [...values]
      .filter(([name]) => name !== '')
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    if (/post/i.test(form.method)) return { url, method: 'POST', body };
    const address = new URL(url);
    address.search = body;
    return { url: address.href, method: 'GET', body: null };
  }

  /** Value of an expression of texts and variables; null when a part of it is not known. */
  evaluate(expression: string, known: ReadonlyMap<string, string>): string | null {
    return this.#value(expression, known);
  }

  /** What the page first assigns to a variable; null when that is no plain value. */
  variable(name: string): string | null {
    return this.#pageVariables().get(name) ?? null;
  }

  /** Value of `'list_' + page + '.html'`; null when a part of it is not known. */
  #value(expression: string, known: ReadonlyMap<string, string>): string | null {
    let value = '';
    let number: number | null = null;
    const parts = splitSum(expression.trim());
    for (const [at, part] of parts.entries()) {
      const literal = /^(["'`])(.*)\1$/s.exec(part);
      const own = literal !== null ? (literal[2] ?? '') : this.#term(part, known);
      if (own === null) return null;
      // `page + 1` is a sum, not a text.
      const isNumber = literal === null && /^-?\d+$/.test(own);
      if (at === 0 && isNumber) number = Number(own);
      else if (number !== null && isNumber) number += Number(own);
      else {
        value += `${number ?? ''}${own}`;
        number = null;
      }
    }
    return parts.length === 0 ? null : `${value}${number ?? ''}`;
  }

  #term(part: string, known: ReadonlyMap<string, string>): string | null {
    if (/^-?\d+$/.test(part)) return part;
    const inner = /^\(([\s\S]*)\)$/.exec(part)?.[1];
    if (inner !== undefined) return this.#value(inner, known);
    const wrapped = /^(?:String|Number|parseInt|encodeURI|encodeURIComponent)\(([^()]*)\)$/.exec(part)?.[1];
    if (wrapped !== undefined) return this.#value(wrapped.split(',')[0] ?? '', known);
    const difference = /^([\w$]+)\s*-\s*(\d+)$/.exec(part);
    if (difference !== null) {
      const from = this.#term(difference[1] ?? '', known);
      return from === null || !/^\d+$/.test(from) ? null : String(Number(from) - Number(difference[2]));
    }
    if (/^(window\.)?location\.pathname$/.test(part)) return new URL(this.#url).pathname;
    return /^[\w$]+$/.test(part) ? (known.get(part) ?? this.#pageVariables().get(part) ?? null) : null;
  }

  #function(name: string): ScriptFunction | undefined {
    this.#functions ??= functionsOf(this.#html);
    return this.#functions.get(name);
  }

  #pageVariables(): Map<string, string> {
    this.#variables ??= new Map(
      [
        ...this.#html.matchAll(
          /\b(?:var|let|const)\s+([\w$]+)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|(\d+))\s*[;,\n]/g,
        ),
      ].map(([, name = '', double, single, digits]) => [name, double ?? single ?? digits ?? '']),
    );
    return this.#variables;
  }

  #pageForms(): PageForm[] {
    this.#forms ??= formsOf(this.#html);
    return this.#forms;
  }
}

function functionsOf(html: string): Map<string, ScriptFunction> {
  const functions = new Map<string, ScriptFunction>();
  const heads =
    /\bfunction\s+([\w$]+)\s*\(([^()]*)\)\s*\{|\b([\w$]+)\s*[=:]\s*(?:async\s*)?function\s*\(([^()]*)\)\s*\{|\b([\w$]+)\s*=\s*\(?([\w$,\s]*)\)?\s*=>\s*\{/g;
  for (const head of html.matchAll(heads)) {
    if (functions.size >= mostFunctions) break;
    const start = head.index + head[0].length;
    const text = html.slice(start, start + longestBody);
    const name = head[1] ?? head[3] ?? head[5] ?? '';
    const parameters = (head[2] ?? head[4] ?? head[6] ?? '').split(',').map(parameter => parameter.trim());
    functions.set(name, { parameters, body: text.slice(0, closingBrace(text)) });
  }
  return functions;
}

function closingBrace(text: string): number {
  let depth = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Parts of an argument list, or of a sum, split where neither quotes nor brackets are open. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let quote = '';
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    if (character === separator && quote === '' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return part.trim() === '' ? parts : [...parts, part.trim()];
}

export const splitArguments = (text: string): string[] => splitAt(text, ',');
const splitSum = (text: string): string[] => splitAt(text, '+');

function formsOf(html: string): PageForm[] {
  const forms: PageForm[] = [];
  for (const found of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)) {
    const [, head = '', inside = ''] = found;
    const fields: [string, string, string][] = [];
    for (const field of inside.matchAll(/<(input|select|textarea)\b([^>]*)>/gi)) {
      const attributes = field[2] ?? '';
      const type = attributeOf(attributes, 'type').toLowerCase();
      if (/^(submit|button|image|reset|file|checkbox|radio)$/.test(type)) continue;
      const id = attributeOf(attributes, 'id');
      fields.push([attributeOf(attributes, 'name') || id, attributeOf(attributes, 'value'), id]);
    }
    forms.push({
      name: attributeOf(head, 'name'),
      id: attributeOf(head, 'id'),
      action: attributeOf(head, 'action'),
      method: attributeOf(head, 'method') || 'get',
      fields,
    });
  }
  return forms;
}

function attributeOf(attributes: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return (found?.[1] ?? found?.[2] ?? found?.[3] ?? '')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'");
}

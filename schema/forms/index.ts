/** Every edition of the form that can be read, newest first. Adding an edition is adding a file and a line here. */

import type { Form, FormId } from './form.ts';
import { form2004 } from './form-2004.ts';
import { form2014 } from './form-2014.ts';
import { form2019 } from './form-2019.ts';
import { form2021 } from './form-2021.ts';

export const forms: readonly Form[] = [form2021, form2019, form2014, form2004];

/** The editions with tables in sections 二, 三 and 四. */
export const sectionForms: readonly Form[] = [form2021, form2019];

export function formById(id: FormId): Form {
  const form = forms.find(candidate => candidate.id === id);
  if (!form) throw new Error(`no form ${id}`);
  return form;
}

/** The edition prescribed everywhere for a report year, or null where none of those known is. */
export function formForYear(year: number): Form | null {
  return (
    forms.find(
      form => form.nationwide && year >= form.years.from && (form.years.to === null || year <= form.years.to),
    ) ?? null
  );
}

/** Fields by which failures, and groups of them, are narrowed. */

import { inputTimeOf } from '../time.ts';
import { choiceField, textField } from './fields.ts';
import { FAULT_OPTIONS } from './filters.ts';
import type { Fault } from '../../model.ts';
import type { Html } from '../markup.ts';

/** @param where what is searched */
export function searchField(value: string | undefined, where: string): Html {
  return textField({ name: 'text', label: 'Text', value, type: 'search', most: 200, placeholder: where });
}

export function windowFields(from: number | undefined, to: number | undefined): readonly Html[] {
  return [
    textField({ name: 'from', label: 'From (UTC)', value: inputTimeOf(from), type: 'datetime-local' }),
    textField({ name: 'to', label: 'To (UTC)', value: inputTimeOf(to), type: 'datetime-local' }),
  ];
}

export interface FailureFields {
  readonly status: number | undefined;
  readonly fault: Fault | undefined;
  readonly api: string | undefined;
  readonly code: string | undefined;
}

/** @param apis that are offered */
export function failureFields(
  { status, fault, api, code }: FailureFields,
  apis: readonly string[],
): readonly Html[] {
  return [
    textField({ name: 'status', label: 'Status', value: status?.toString(), most: 3 }),
    choiceField({ name: 'fault', label: 'Fault', value: fault }, FAULT_OPTIONS),
    textField({ name: 'api', label: 'Api', value: api, most: 512, offers: apis }),
    textField({ name: 'code', label: 'Code', value: code, most: 512 }),
  ];
}

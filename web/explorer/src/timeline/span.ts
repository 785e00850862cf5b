import type { When } from '../api/fragments'
import { dayOf } from '../state/days'

// A Span describes how a date is drawn, with its uncertainty.
export interface Span {
  first: number | null // the first possible day; null: open or unknown
  last: number | null
  within: boolean // an unknown day or days within the range, not all of it
  about: boolean // ~
  unsure: boolean // ?
}

export function spanOf({ edtf, earliest, latest }: When): Span {
  const ends = edtf.split('/')
  return {
    first: earliest === null ? null : dayOf(earliest),
    last: latest === null ? null : dayOf(latest),
    within: !ends.every((end) => /^-?\d{4}-\d\d-\d\d[~?%]?$/.test(end)),
    about: /[~%]/.test(edtf),
    unsure: /[?%]/.test(edtf),
  }
}

// middle returns the day that stands for a date where only one day can be used.
export function middle({ first, last }: Span): number {
  if (first !== null && last !== null) return (first + last) / 2
  return first ?? last ?? 0
}

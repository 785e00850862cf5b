import type { When } from '../api/fragments'
import { dayOf } from '../state/days'

// How a date is drawn: as what it is, and no surer.
export interface Span {
  first: number | null // the first day it can be; null: open or unknown
  last: number | null
  within: boolean // some day or days in between, not all of it
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

// middle is the day under which a date is filed where only one fits.
export function middle({ first, last }: Span): number {
  if (first !== null && last !== null) return (first + last) / 2
  return first ?? last ?? 0
}

// Which stretch of time a drawing of all events is worth: nearly all of them, where a few lie far from the others.
import { dayOf, isoOf, utc, type Window } from './days'

export interface Counted {
  start: string
  end: string
  possible: number
}

const long = 300 * 366 // shorter stretches are drawn as they are
const widestGap = 0.5 // of the stretch
const fewEvents = 3
const fewOfAll = 0.05

// withoutStrays is the stretch of the buckets without those few events that a gap of more than half of the time keeps apart from
// all others, such as a misspelt year. Null: nothing is that far away.
export function withoutStrays(buckets: Counted[]): [first: number, last: number] | null {
  const held = buckets.filter(({ possible }) => possible > 0).map(({ start, end, possible }) => ({ first: dayOf(start), last: dayOf(end), count: possible }))
  let [from, to] = [0, held.length]
  const count = (a: number, b: number) => held.slice(a, b).reduce((sum, bucket) => sum + bucket.count, 0)
  while (to - from > 1) {
    const span = held[to - 1]!.last - held[from]!.first
    if (span <= long) break
    const cut = widest(held, from, to)
    if (held[cut]!.first - held[cut - 1]!.last <= widestGap * span) break
    const [before, after] = [count(from, cut), count(cut, to)]
    if (Math.min(before, after) > Math.max(fewEvents, fewOfAll * (before + after)) || before === after) break
    if (before < after) from = cut
    else to = cut
  }
  if (to - from === held.length || held.length === 0) return null
  return [held[from]!.first, held[to - 1]!.last]
}

// widest is the index of the bucket after the widest gap between two of those from one index up to another.
function widest(held: { first: number; last: number }[], from: number, to: number): number {
  let best = from + 1
  for (let i = from + 1; i < to; i++) {
    if (held[i]!.first - held[i - 1]!.last > held[best]!.first - held[best - 1]!.last) best = i
  }
  return best
}

// recent is what is drawn where the years of all events are too many to count: 800 years back, and a century ahead.
export function recent(year = new Date().getUTCFullYear()): [first: number, last: number] {
  return [utc(year - 800, 1, 1), utc(year + 100, 12, 31)]
}

export const windowOfDays = ([first, last]: [number, number]): Window => ({ from: isoOf(first), to: isoOf(last) })

export type Width = 'MONTH' | 'QUARTER' | 'YEAR'

const mostBuckets = 900 // the API's bound is 1,000

// widthFor is the narrowest bucket of which a stretch of days holds few enough.
export function widthFor(days: number): Width {
  if (days / 30.4 <= mostBuckets) return 'MONTH'
  return days / 91.3 <= mostBuckets ? 'QUARTER' : 'YEAR'
}

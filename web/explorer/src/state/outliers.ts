// Chooses the range of days to draw if no window is set, without a few events far away from all others.
import { dayOf, isoOf, utc, type Window } from './days'

export interface Counted {
  start: string
  end: string
  possible: number
}

const long = 300 * 366 // shorter ranges are drawn whole
const widestGap = 0.5 // of the range
const fewEvents = 3
const fewOfAll = 0.05

// rangeWithoutOutliers returns the range of the buckets without outliers: a few events that a gap of more than half of the range
// separates from all others, such as an event with a misspelt year. It returns null if there are none.
export function rangeWithoutOutliers(buckets: Counted[]): [first: number, last: number] | null {
  const filled = buckets.filter(({ possible }) => possible > 0).map(({ start, end, possible }) => ({ first: dayOf(start), last: dayOf(end), count: possible }))
  let [from, to] = [0, filled.length]
  const count = (a: number, b: number) => filled.slice(a, b).reduce((sum, bucket) => sum + bucket.count, 0)
  while (to - from > 1) {
    const span = filled[to - 1]!.last - filled[from]!.first
    if (span <= long) break
    const cut = widest(filled, from, to)
    if (filled[cut]!.first - filled[cut - 1]!.last <= widestGap * span) break
    const [before, after] = [count(from, cut), count(cut, to)]
    if (Math.min(before, after) > Math.max(fewEvents, fewOfAll * (before + after)) || before === after) break
    if (before < after) from = cut
    else to = cut
  }
  if (to - from === filled.length || filled.length === 0) return null
  return [filled[from]!.first, filled[to - 1]!.last]
}

// widest returns the index of the bucket after the widest gap between those with index from to (excluded).
function widest(filled: { first: number; last: number }[], from: number, to: number): number {
  let best = from + 1
  for (let i = from + 1; i < to; i++) {
    if (filled[i]!.first - filled[i - 1]!.last > filled[best]!.first - filled[best - 1]!.last) best = i
  }
  return best
}

// recentRange returns the range that is drawn if the server cannot count all events: 800 years back and a century ahead.
export function recentRange(year = new Date().getUTCFullYear()): [first: number, last: number] {
  return [utc(year - 800, 1, 1), utc(year + 100, 12, 31)]
}

export const windowOfDays = ([first, last]: [number, number]): Window => ({ from: isoOf(first), to: isoOf(last) })

export type BucketWidth = 'MONTH' | 'QUARTER' | 'YEAR'

const mostBuckets = 900

// bucketWidthFor returns the narrowest bucket that divides a number of days into at most mostBuckets.
export function bucketWidthFor(days: number): BucketWidth {
  if (days / 30.4 <= mostBuckets) return 'MONTH'
  return days / 91.3 <= mostBuckets ? 'QUARTER' : 'YEAR'
}

// The stretch of time on screen: the window of the view, else all there is. The timeline and the trade chart share it.
import { events, months, trade, years } from '../state/answers.svelte'
import { dayOf, firstDay, lastDay, windowOf } from '../state/days'
import { change, view } from '../state/view.svelte'

// While a hand moves it, the window is not yet the view's.
const moving: { range: [number, number] | null } = $state({ range: null })

export function buckets() {
  return months.data?.timelineHistogram ?? years.data?.timelineHistogram ?? []
}

// extent is all the time that has events, whatever the window.
export function extent(): [number, number] {
  const all = buckets()
  const first = all[0]
  const last = all.at(-1)
  if (first && last) return [dayOf(first.start), dayOf(last.end)]
  const drawn = (events.data?.events?.nodes ?? []).flatMap(({ date }) => [date.earliest, date.latest].filter((day) => day !== null).map(dayOf))
  if (drawn.length > 0) return [drawn.reduce((a, b) => Math.min(a, b)), drawn.reduce((a, b) => Math.max(a, b))]
  const now = Math.floor(Date.now() / 86_400_000)
  return [now - 365, now]
}

// whole is extent together with the time that has figures of trade.
function whole(): [number, number] {
  const figures = trade.data?.tradeSeries?.flatMap(({ figures }) => figures) ?? []
  return figures.reduce(
    ([first, last], { start, period }) => [Math.min(first, dayOf(start)), Math.max(last, lastDay(period) ?? last)],
    extent(),
  )
}

export function scope(): [number, number] {
  if (moving.range) return moving.range
  const [first, last] = whole()
  const from = firstDay(view.from)
  const to = lastDay(view.to)
  const start = from ?? Math.min(first, (to ?? last) - 1)
  return [start, Math.max(to ?? Math.max(last, start + 1), start)]
}

const shortest = 6
const longest = 400 * 366
let settling: ReturnType<typeof setTimeout> | undefined

// move shows another stretch at once, and makes it the window when the hand rests.
export function move(first: number, last: number): void {
  const length = Math.min(Math.max(last - first, shortest), longest)
  const middle = (first + last) / 2
  moving.range = [Math.round(middle - length / 2), Math.round(middle + length / 2)]
  clearTimeout(settling)
  settling = setTimeout(settle, 350)
}

export function settle(): void {
  clearTimeout(settling)
  if (!moving.range) return
  const [first, last] = moving.range
  moving.range = null
  change({ ...windowOf(first, last), month: '' })
}

// zoom makes the stretch longer (factor > 1) or shorter around a day.
export function zoom(factor: number, around = (scope()[0] + scope()[1]) / 2): void {
  const [first, last] = scope()
  move(around - (around - first) * factor, around + (last - around) * factor)
}

export function pan(part: number): void {
  const [first, last] = scope()
  const by = (last - first) * part
  move(first + by, last + by)
}

export function showAll(): void {
  clearTimeout(settling)
  moving.range = null
  change({ from: '', to: '', month: '' })
}

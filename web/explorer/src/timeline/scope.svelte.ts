// The stretch of time on screen: the window of the view, else all there is. The timeline and the trade chart share it.
import { events, histogram, trade } from '../state/answers.svelte'
import { dayOf, firstDay, lastDay } from '../state/days'
import { change, moveTo, moving, view } from '../state/view.svelte'

// extent is the time that has events, whatever the window, without a few that lie far from all others.
export function extent(): [number, number] {
  const { buckets } = histogram
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (first && last) return [dayOf(first.start), dayOf(last.end)]
  const now = Math.floor(Date.now() / 86_400_000)
  return drawn() ?? [now - 365, now]
}

// drawn is the time of the events in the window; null where there are none.
function drawn(): [number, number] | null {
  const days = (events.data?.events?.nodes ?? []).flatMap(({ date }) => [date.earliest, date.latest].filter((day) => day !== null).map(dayOf))
  return days.length > 0 ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))] : null
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
  const [from, to] = [firstDay(view.from), lastDay(view.to)]
  const [first, last] = whole()
  // A window with an open end may lie wholly beyond what is drawn without one.
  const start = from ?? (to !== null && to <= first ? Math.min(drawn()?.[0] ?? to - 365, to - 1) : Math.min(first, (to ?? last) - 1))
  const end = to ?? (from !== null && from >= last ? Math.max(drawn()?.[1] ?? from + 365, from + 1) : Math.max(last, start + 1))
  return [start, Math.max(end, start)]
}

const shortest = 6
const longest = 12_000 * 366

// move shows another stretch of at least a week, which becomes the window when the hand rests.
export function move(first: number, last: number): void {
  const length = Math.min(Math.max(last - first, shortest), longest)
  const middle = (first + last) / 2
  moveTo(Math.round(middle - length / 2), Math.round(middle + length / 2))
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
  change({ from: '', to: '', month: '' })
}

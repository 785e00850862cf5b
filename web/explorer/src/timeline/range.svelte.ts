// The days on screen: the window of the view, else those of all events and figures. The timeline and the trade chart share them.
import { events, histogram, trade } from '../state/answers.svelte'
import { dayOf, firstDay, lastDay } from '../state/days'
import { change, previewWindow, pendingWindow, view } from '../state/view.svelte'

// fullRange returns the days of all events without outliers. It does not depend on the window.
export function fullRange(): [number, number] {
  const { buckets } = histogram
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (first && last) return [dayOf(first.start), dayOf(last.end)]
  const now = Math.floor(Date.now() / 86_400_000)
  return windowEventsRange() ?? [now - 365, now]
}

// windowEventsRange returns the days of the events in the window; null if there are none.
function windowEventsRange(): [number, number] | null {
  const days = (events.data?.events?.nodes ?? []).flatMap(({ date }) => [date.earliest, date.latest].filter((day) => day !== null).map(dayOf))
  return days.length > 0 ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))] : null
}

// rangeWithTrade returns fullRange extended by the days of the trade figures.
function rangeWithTrade(): [number, number] {
  const figures = trade.data?.tradeSeries?.flatMap(({ figures }) => figures) ?? []
  return figures.reduce(
    ([first, last], { start, period }) => [Math.min(first, dayOf(start)), Math.max(last, lastDay(period) ?? last)],
    fullRange(),
  )
}

export function visibleRange(): [number, number] {
  if (pendingWindow.range) return pendingWindow.range
  const [from, to] = [firstDay(view.from), lastDay(view.to)]
  const [first, last] = rangeWithTrade()
  // A window with an open end may lie outside the range that is drawn without a window.
  const start = from ?? (to !== null && to <= first ? Math.min(windowEventsRange()?.[0] ?? to - 365, to - 1) : Math.min(first, (to ?? last) - 1))
  const end = to ?? (from !== null && from >= last ? Math.max(windowEventsRange()?.[1] ?? from + 365, from + 1) : Math.max(last, start + 1))
  return [start, Math.max(end, start)]
}

const shortest = 6
const longest = 12_000 * 366

// move shows another range, of at least a week. It becomes the window when the reader stops moving it.
export function move(first: number, last: number): void {
  const length = Math.min(Math.max(last - first, shortest), longest)
  const middle = (first + last) / 2
  previewWindow(Math.round(middle - length / 2), Math.round(middle + length / 2))
}

// zoom makes the range longer (factor > 1) or shorter around a day.
export function zoom(factor: number, around = (visibleRange()[0] + visibleRange()[1]) / 2): void {
  const [first, last] = visibleRange()
  move(around - (around - first) * factor, around + (last - around) * factor)
}

export function pan(part: number): void {
  const [first, last] = visibleRange()
  const by = (last - first) * part
  move(first + by, last + by)
}

export function showAll(): void {
  change({ from: '', to: '', month: '' })
}

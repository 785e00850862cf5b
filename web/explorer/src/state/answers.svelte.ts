// The queries of the views, which follow the selection.
import { actorsDocument, eventsDocument, flowsDocument, framesDocument, histogramDocument, mapDocument, outlierCountsDocument, tradeDocument } from '../api/views'
import type { Flow } from './address'
import { dayOf, firstDay, isoOf, lastDay } from './days'
import { Query } from './query.svelte'
import { recentRange, bucketWidthFor, windowOfDays, rangeWithoutOutliers } from './outliers'
import { during, view } from './view.svelte'

export const maxEvents = 250
export const maxNodes = 200

// filter returns the selection as an EventFilter, with or without the window.
function filter(windowed: boolean) {
  return {
    actors: view.actors,
    match: view.match,
    kinds: view.kinds,
    certainty: view.certain ? ('CERTAIN' as const) : ('POSSIBLE' as const),
    during: windowed ? during() : null,
  }
}

export const actors = new Query(actorsDocument, () => (view.actors.length > 0 ? { ids: [...view.actors] } : null))
export const events = new Query(eventsDocument, () => ({ filter: filter(true), first: maxEvents }))
export const map = new Query(mapDocument, () =>
  view.actors.length > 0
    ? { around: [...view.actors], depth: view.depth, during: during(), kinds: [...view.kinds], maxNodes }
    : null,
)

// The frames of a larger map are requested only when the reader plays it or the address names a month.
const mostTiesWithFrames = 1000
export const player = $state({ requested: false })
export const frames = new Query(framesDocument, () => {
  const ties = map.data?.relationshipMap?.edges ?? []
  if (map.loading || ties.length === 0 || (ties.length > mostTiesWithFrames && !view.month && !player.requested)) return null
  const variables = map.currentVariables()
  if (!variables) return null
  const days = ties.flatMap(({ first, last }) => [first, last]).filter((day) => day !== null).map(dayOf)
  const [first, last] = [days.reduce((a, b) => Math.min(a, b), Infinity), days.reduce((a, b) => Math.max(a, b), -Infinity)]
  if (last - first <= longestInYears || variables.during) return { ...variables, bucket: bucketWidthFor(Math.max(0, last - first)) }
  return { ...variables, during: windowOfDays(drawnRange() ?? recentRange()), bucket: 'YEAR' as const }
})
const longestInYears = 900 * 366

// currentFrame returns the first and the last day of the frame that the map shows; null: it shows the whole window.
export function currentFrame(): { first: number; last: number } | null {
  if (!view.month) return null
  const found = frames.data?.relationshipMap?.frames.find(({ start }) => start.slice(0, -3) === view.month)
  return { first: firstDay(view.month)!, last: found ? dayOf(found.end) : lastDay(view.month)! }
}

// The years of all events are read first: they decide which range is drawn, and whether it is short enough for months.
const longestInMonths = 40 * 366
const allYears = new Query(histogramDocument, () => ({ filter: filter(false), bucket: 'YEAR' as const }))
const tooBroad = () => allYears.errors.some(({ code }) => code === 'QUERY_TOO_BROAD')

// drawnRange returns the days that are drawn if no window is set; null: those of all events.
export function drawnRange(): [first: number, last: number] | null {
  return tooBroad() ? recentRange() : rangeWithoutOutliers(allYears.data?.timelineHistogram ?? [])
}

// within returns the filter of the selection in a window of days.
const within = (window: { from: string | null; to: string | null }) => ({ ...filter(false), during: window })

const yearsInRange = new Query(histogramDocument, () => {
  const range = drawnRange()
  return range && { filter: within(windowOfDays(range)), bucket: 'YEAR' as const }
})
const months = new Query(histogramDocument, () => {
  const range = drawnRange()
  const found = (range ? yearsInRange : allYears).data?.timelineHistogram ?? []
  const [first, last] = [found[0], found.at(-1)]
  if (!first || !last || dayOf(last.end) - dayOf(first.start) > longestInMonths) return null
  return { filter: range ? within(windowOfDays(range)) : filter(false), bucket: 'MONTH' as const }
})

// outlierCounts counts the events before and after the range that is drawn.
export const outlierCounts = new Query(outlierCountsDocument, () => {
  const range = drawnRange()
  if (!range) return null
  return { before: within({ from: null, to: isoOf(range[0] - 1) }), after: within({ from: isoOf(range[1] + 1), to: null }) }
})

// histogram holds the months of the drawn range if they are few enough, else the years. The server may return wider buckets than
// requested; each bucket has its width.
export const histogram = {
  get buckets() {
    const [years, narrow] = [(drawnRange() ? yearsInRange : allYears).data?.timelineHistogram, months.data?.timelineHistogram]
    return narrow ?? years ?? []
  },
  get loading() {
    return allYears.loading || yearsInRange.loading || months.loading
  },
  get errors() {
    return [...(tooBroad() && yearsInRange.errors.length === 0 ? [] : allYears.errors), ...yearsInRange.errors, ...months.errors, ...outlierCounts.errors]
  },
}

// countries returns the countries of the selected actors, in the order of the actors.
export function countries(): { code: string; name: string }[] {
  const found = new Map<string, string>()
  for (const node of actors.data?.nodes ?? []) {
    if (node?.__typename === 'Country') found.set(node.code, node.name)
    else if ((node?.__typename === 'Official' || node?.__typename === 'Organization') && node.country) {
      found.set(node.country.code, node.country.name)
    }
  }
  return [...found].map(([code, name]) => ({ code, name }))
}

export const flows = new Query(flowsDocument, () => {
  const [one, other] = countries()
  return !view.trade && one && other ? { one: one.code, other: other.code } : null
})

// flow returns the flow that the trade view shows: the chosen one, else the first flow between the first two countries that has
// a series.
export function flow(): Flow | null {
  if (view.trade) return view.trade
  const [one, other] = countries()
  if (!one || !other || !flows.data) return null
  const any = (series: unknown[] | null) => (series?.length ?? 0) > 0
  const there = { reporter: one.code, partner: other.code, commodity: 'TOTAL' }
  const back = { reporter: other.code, partner: one.code, commodity: 'TOTAL' }
  if (any(flows.data.oneExports)) return { ...there, flow: 'EXPORT' }
  if (any(flows.data.otherExports)) return { ...back, flow: 'EXPORT' }
  if (any(flows.data.oneImports)) return { ...there, flow: 'IMPORT' }
  if (any(flows.data.otherImports)) return { ...back, flow: 'IMPORT' }
  return { ...there, flow: 'EXPORT' }
}

export const trade = new Query(tradeDocument, () => {
  const shown = flow()
  return shown && { ...shown, frequency: 'MONTHLY' as const, during: during() }
})

// followView runs each query whenever the view changes its variables.
export function followView(): void {
  $effect.root(() => {
    for (const answer of [actors, events, map, frames, allYears, yearsInRange, months, outlierCounts, flows, trade]) answer.follow()
  })
}

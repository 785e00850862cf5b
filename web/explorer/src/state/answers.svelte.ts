// What the server says of the selection. Every view reads from here.
import { actorsDocument, eventsDocument, flowsDocument, framesDocument, histogramDocument, mapDocument, outsideDocument, tradeDocument } from '../api/views'
import type { Flow } from './address'
import { dayOf, firstDay, isoOf, lastDay } from './days'
import { Loaded } from './loaded.svelte'
import { recent, widthFor, windowOfDays, withoutStrays } from './stretch'
import { during, view } from './view.svelte'

export const maxEvents = 250
export const maxNodes = 200

// filter is the selection as the API takes it, with or without its window.
function filter(windowed: boolean) {
  return {
    actors: view.actors,
    match: view.match,
    kinds: view.kinds,
    certainty: view.certain ? ('CERTAIN' as const) : ('POSSIBLE' as const),
    during: windowed ? during() : null,
  }
}

export const actors = new Loaded(actorsDocument, () => (view.actors.length > 0 ? { ids: [...view.actors] } : null))
export const events = new Loaded(eventsDocument, () => ({ filter: filter(true), first: maxEvents }))
export const map = new Loaded(mapDocument, () =>
  view.actors.length > 0
    ? { around: [...view.actors], depth: view.depth, during: during(), kinds: [...view.kinds], maxNodes }
    : null,
)

// The months of a large map are asked for when somebody wants to see it by month. Where they are too many, they are quarters or years.
const readilyPlayed = 1000 // ties
export const player = $state({ wanted: false })
export const frames = new Loaded(framesDocument, () => {
  const ties = map.data?.relationshipMap?.edges ?? []
  if (map.loading || ties.length === 0 || (ties.length > readilyPlayed && !view.month && !player.wanted)) return null
  const question = map.question()
  if (!question) return null
  const days = ties.flatMap(({ first, last }) => [first, last]).filter((day) => day !== null).map(dayOf)
  const [first, last] = [days.reduce((a, b) => Math.min(a, b), Infinity), days.reduce((a, b) => Math.max(a, b), -Infinity)]
  if (last - first <= longestInYears || question.during) return { ...question, bucket: widthFor(Math.max(0, last - first)) }
  return { ...question, during: windowOfDays(stretch() ?? recent()), bucket: 'YEAR' as const }
})
const longestInYears = 900 * 366

// frameOf is the stretch of time that the map shows by itself: a month, or what holds it.
export function frameOf(): { first: number; last: number } | null {
  if (!view.month) return null
  const found = frames.data?.relationshipMap?.frames.find(({ start }) => start.slice(0, -3) === view.month)
  return { first: firstDay(view.month)!, last: found ? dayOf(found.end) : lastDay(view.month)! }
}

// Years first: they say how long a time there is, which of it to draw, and whether its months are few enough.
const longestInMonths = 40 * 366
const all = new Loaded(histogramDocument, () => ({ filter: filter(false), bucket: 'YEAR' as const }))
const tooBroad = () => all.errors.some(({ code }) => code === 'QUERY_TOO_BROAD')

// stretch is the part of all time that is drawn without a window; null: all of it.
export function stretch(): [first: number, last: number] | null {
  return tooBroad() ? recent() : withoutStrays(all.data?.timelineHistogram ?? [])
}

// within is the selection in a window of days.
const within = (window: { from: string | null; to: string | null }) => ({ ...filter(false), during: window })

const some = new Loaded(histogramDocument, () => {
  const drawn = stretch()
  return drawn && { filter: within(windowOfDays(drawn)), bucket: 'YEAR' as const }
})
const months = new Loaded(histogramDocument, () => {
  const drawn = stretch()
  const found = (drawn ? some : all).data?.timelineHistogram ?? []
  const [first, last] = [found[0], found.at(-1)]
  if (!first || !last || dayOf(last.end) - dayOf(first.start) > longestInMonths) return null
  return { filter: drawn ? within(windowOfDays(drawn)) : filter(false), bucket: 'MONTH' as const }
})

// outside counts the events that are not in the stretch that is drawn.
export const outside = new Loaded(outsideDocument, () => {
  const drawn = stretch()
  if (!drawn) return null
  return { before: within({ from: null, to: isoOf(drawn[0] - 1) }), after: within({ from: isoOf(drawn[1] + 1), to: null }) }
})

// histogram is what is known of how the events lie in time.
export const histogram = {
  get buckets() {
    const [wide, narrow] = [(stretch() ? some : all).data?.timelineHistogram, months.data?.timelineHistogram]
    return narrow ?? wide ?? []
  },
  get loading() {
    return all.loading || some.loading || months.loading
  },
  get errors() {
    return [...(tooBroad() && some.errors.length === 0 ? [] : all.errors), ...some.errors, ...months.errors, ...outside.errors]
  },
}

// countries are those of the selected actors, in their order.
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

export const flows = new Loaded(flowsDocument, () => {
  const [one, other] = countries()
  return !view.trade && one && other ? { one: one.code, other: other.code } : null
})

// flow is whose trade is shown: what was chosen, else what there are figures of between the first two countries.
export function flow(): Flow | null {
  if (view.trade) return view.trade
  const [one, other] = countries()
  if (!one || !other || !flows.data) return null
  const some = (series: unknown[] | null) => (series?.length ?? 0) > 0
  const there = { reporter: one.code, partner: other.code, commodity: 'TOTAL' }
  const back = { reporter: other.code, partner: one.code, commodity: 'TOTAL' }
  if (some(flows.data.oneExports)) return { ...there, flow: 'EXPORT' }
  if (some(flows.data.otherExports)) return { ...back, flow: 'EXPORT' }
  if (some(flows.data.oneImports)) return { ...there, flow: 'IMPORT' }
  if (some(flows.data.otherImports)) return { ...back, flow: 'IMPORT' }
  return { ...there, flow: 'EXPORT' }
}

export const trade = new Loaded(tradeDocument, () => {
  const shown = flow()
  return shown && { ...shown, frequency: 'MONTHLY' as const, during: during() }
})

// followView keeps the answers up with the view, until the page is left.
export function followView(): void {
  $effect.root(() => {
    for (const answer of [actors, events, map, frames, all, some, months, outside, flows, trade]) answer.follow()
  })
}

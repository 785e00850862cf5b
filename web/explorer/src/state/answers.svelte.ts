// What the server says of the selection. Every view reads from here.
import { actorsDocument, eventsDocument, flowsDocument, framesDocument, histogramDocument, mapDocument, tradeDocument } from '../api/views'
import type { Flow } from './address'
import { Loaded } from './loaded.svelte'
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

// The months of a large map are asked for when somebody wants to see it by month.
const readilyPlayed = 1000 // ties
export const player = $state({ wanted: false })
export const frames = new Loaded(framesDocument, () => {
  const ties = map.data?.relationshipMap?.edges.length ?? 0
  return !map.loading && ties > 0 && (ties <= readilyPlayed || view.month || player.wanted) ? map.question() : null
})

// Years first: they say how long a time there is, and so whether months are few enough to draw.
const longestInMonths = 40
export const years = new Loaded(histogramDocument, () => ({ filter: filter(false), bucket: 'YEAR' as const }))
export const months = new Loaded(histogramDocument, () => {
  const count = years.data?.timelineHistogram?.length ?? 0
  return count > 0 && count <= longestInMonths ? { filter: filter(false), bucket: 'MONTH' as const } : null
})

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
    for (const answer of [actors, events, map, frames, years, months, flows, trade]) answer.follow()
  })
}

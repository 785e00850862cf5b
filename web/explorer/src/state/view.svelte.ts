// The one state of the page: what is selected, which the three views and the card show.
import { dayOf, firstDay, lastDay, windowOf } from './days'
import { emptyView, readView, writeView, type View } from './address'

export const view: View = $state({ ...emptyView })

// What the pointer or the keyboard is on, in any of the views.
export const pointed: { event: string; actors: string[] } = $state({ event: '', actors: [] })

export function point(event: string, actors: string[]): void {
  pointed.event = event
  pointed.actors = actors
}

// change changes the view. What a person would want to go back from becomes an entry of the browser's history.
export function change(part: Partial<View>, how: 'push' | 'replace' = 'push'): void {
  Object.assign(view, part)
  const address = writeView(view)
  if (address === location.search.replaceAll('%3A', ':')) return
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address)
}

export function followAddress(): void {
  Object.assign(view, readView(location.search))
}

// show opens a card: of one thing, of a pair, or of the path between two actors.
export function show(id: string, other = '', path = false): void {
  change({ show: id, other, path })
}

export function addActor(id: string): void {
  if (!view.actors.includes(id)) change({ actors: [...view.actors, id].slice(-20), show: id, other: '', path: false })
  else show(id)
}

export function removeActor(id: string): void {
  change({ actors: view.actors.filter((one) => one !== id), ...(view.show === id && { show: '' }) })
}

// widenTo makes the window hold the days of an event, if it does not.
export function windowWith(earliest: string | null, latest: string | null): Partial<View> {
  const from = firstDay(view.from)
  const to = lastDay(view.to)
  const first = earliest ? dayOf(earliest) : null
  const last = latest ? dayOf(latest) : null
  const part: Partial<View> = {}
  if (from !== null && (first ?? last) !== null && (first ?? last)! < from) part.from = windowOf(first ?? last!, from + 60).from
  if (to !== null && (last ?? first) !== null && (last ?? first)! > to) part.to = windowOf(to - 60, last ?? first!).to
  return part
}

// during is the window as the API takes it.
export function during(): { from: string | null; to: string | null } | null {
  return view.from || view.to ? { from: view.from || null, to: view.to || null } : null
}

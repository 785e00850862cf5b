// The one state of the page: what is selected, which the three views and the card show.
import { dayOf, firstDay, lastDay, windowOf, type Window } from './days'
import { emptyView, maxActors, readView, writeView, type Problem, type View } from './address'

export const view: View = $state({ ...emptyView })

// What of the address could not be shown, until the reader has seen to it.
export const problems: { list: Problem[] } = $state({ list: [] })

// What the pointer or the keyboard is on, in any of the views.
export const pointed: { event: string; actors: string[] } = $state({ event: '', actors: [] })

export function point(event: string, actors: string[]): void {
  pointed.event = event
  pointed.actors = actors
}

// change changes the view. What a person would want to go back from becomes an entry of the browser's history.
export function change(part: Partial<View>, how: 'push' | 'replace' = 'push'): void {
  settle()
  Object.assign(view, part)
  problems.list = problems.list.filter(({ key }) => key === '' || !(key in part))
  const address = writeView(view)
  if (address === location.search.replaceAll('%3A', ':')) return
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address)
}

// followAddress shows what the address says. It reports whether the address says anything.
export function followAddress(): boolean {
  drop()
  const read = readView(location.search)
  Object.assign(view, read.view)
  problems.list = read.problems
  return !read.empty
}

// While a hand moves the window, it is not yet the view's. Whatever changes the view settles it first, so that no change is lost.
export const moving: { range: [number, number] | null } = $state({ range: null })
let settling: ReturnType<typeof setTimeout> | undefined

// moveTo shows another window at once, and makes it the view's when the hand rests.
export function moveTo(first: number, last: number): void {
  moving.range = [first, last]
  clearTimeout(settling)
  settling = setTimeout(settle, 350)
}

export function settle(): void {
  const range = moving.range
  drop()
  if (range) change({ ...windowOf(...range), month: '' })
}

function drop(): void {
  clearTimeout(settling)
  moving.range = null
}

// shownWindow is the window that the views show.
export function shownWindow(): Window {
  return moving.range ? windowOf(...moving.range) : { from: view.from, to: view.to }
}

// show opens a card: of one thing, of a pair, or of the path between two actors.
export function show(id: string, other = '', path = false): void {
  change({ show: id, other, path })
}

export function addActor(id: string): void {
  if (view.actors.includes(id)) return show(id)
  if (view.actors.length < maxActors) return change({ actors: [...view.actors, id], show: id, other: '', path: false })
  show(id)
  problems.list = [{ key: 'actors', message: `A selection holds at most ${maxActors} actors. Take one out to add another.` }]
}

export function removeActor(id: string): void {
  change({ actors: view.actors.filter((one) => one !== id), ...(view.show === id && { show: '', other: '', path: false }) })
}

// windowWith makes the window hold the days of an event, if it does not.
export function windowWith(earliest: string | null, latest: string | null): Partial<View> {
  settle()
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

// The state of the page, which the address holds too: the three views and the card show it.
import { dayOf, firstDay, lastDay, windowOf, type Window } from './days'
import { emptyView, maxActors, readView, writeView, type Problem, type View } from './address'

export const view: View = $state({ ...emptyView })

// The problems of the address, until the reader closes or corrects them.
export const problems: { list: Problem[] } = $state({ list: [] })

// The event or the actors under the pointer or the keyboard focus, in any view.
export const hovered: { event: string; actors: string[] } = $state({ event: '', actors: [] })

export function hover(event: string, actors: string[]): void {
  hovered.event = event
  hovered.actors = actors
}

// change updates the view and the address. With push, the back button undoes the change.
export function change(part: Partial<View>, how: 'push' | 'replace' = 'push'): void {
  commitWindow()
  Object.assign(view, part)
  problems.list = problems.list.filter(({ key }) => key === '' || !(key in part))
  const address = writeView(view)
  if (address === location.search.replaceAll('%3A', ':')) return
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address)
}

// followAddress sets the view from the address. It reports whether the address has parameters.
export function followAddress(): boolean {
  discardPending()
  const read = readView(location.search)
  Object.assign(view, read.view)
  problems.list = read.problems
  return !read.empty
}

// The window while the reader moves it, before it becomes part of the view. Each change of the view commits it first, so that no
// change is lost.
export const pendingWindow: { range: [number, number] | null } = $state({ range: null })
let commitTimer: ReturnType<typeof setTimeout> | undefined

// previewWindow shows another window at once and commits it after 350 ms without a further move.
export function previewWindow(first: number, last: number): void {
  pendingWindow.range = [first, last]
  clearTimeout(commitTimer)
  commitTimer = setTimeout(commitWindow, 350)
}

// commitWindow makes the pending window, if there is one, part of the view.
export function commitWindow(): void {
  const range = pendingWindow.range
  discardPending()
  if (range) change({ ...windowOf(...range), month: '' })
}

function discardPending(): void {
  clearTimeout(commitTimer)
  pendingWindow.range = null
}

// shownWindow returns the window that the views show, pending or not.
export function shownWindow(): Window {
  return pendingWindow.range ? windowOf(...pendingWindow.range) : { from: view.from, to: view.to }
}

// show opens the card of a record, of a pair, or of the path between two actors. An empty id closes the card.
export function show(id: string, other = '', path = false): void {
  change({ show: id, other, path })
}

export function addActor(id: string): void {
  if (view.actors.includes(id)) return show(id)
  if (view.actors.length < maxActors) return change({ actors: [...view.actors, id], show: id, other: '', path: false })
  show(id)
  problems.list = [{ key: 'actors', message: `A selection holds at most ${maxActors} actors. Remove one to add another.` }]
}

export function removeActor(id: string): void {
  change({ actors: view.actors.filter((one) => one !== id), ...(view.show === id && { show: '', other: '', path: false }) })
}

// windowWith returns the change of the window that makes it contain the days of an event; empty if it does.
export function windowWith(earliest: string | null, latest: string | null): Partial<View> {
  commitWindow()
  const from = firstDay(view.from)
  const to = lastDay(view.to)
  const first = earliest ? dayOf(earliest) : null
  const last = latest ? dayOf(latest) : null
  const part: Partial<View> = {}
  if (from !== null && (first ?? last) !== null && (first ?? last)! < from) part.from = windowOf(first ?? last!, from + 60).from
  if (to !== null && (last ?? first) !== null && (last ?? first)! > to) part.to = windowOf(to - 60, last ?? first!).to
  return part
}

// during returns the window as an argument of the API; null: all time.
export function during(): { from: string | null; to: string | null } | null {
  return view.from || view.to ? { from: view.from || null, to: view.to || null } : null
}

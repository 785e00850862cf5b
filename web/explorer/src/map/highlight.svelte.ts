// Computes which actors and ties of the map are highlighted. The others are faint.
import type { RelationshipMap } from '../api/views'
import { frames, map } from '../state/answers.svelte'
import { hovered, view } from '../state/view.svelte'

export interface Highlight {
  nodes: Set<string> | null // null: nothing is highlighted
  edges: Set<string> | null
}

// The actors on the path of the card.
export const shownPath: { actors: string[] } = $state({ actors: [] })

export function highlight(): Highlight {
  const shown = map.data?.relationshipMap
  if (!shown) return { nodes: null, edges: null }
  if (hovered.actors.length > 0) return hovered.event ? amongActors(shown, hovered.actors) : aroundActor(shown, hovered.actors[0]!)
  if (view.path && shownPath.actors.length > 0) return alongPath(shown, shownPath.actors)
  if (view.month) return inMonth(shown, view.month)
  if (view.other) return alongPath(shown, [view.show, view.other])
  if (shown.nodes.some(({ id }) => id === view.show)) return aroundActor(shown, view.show)
  return { nodes: null, edges: null }
}

function amongActors(shown: RelationshipMap, actors: string[]): Highlight {
  const edges = shown.edges.filter(({ source, target }) => actors.includes(source) && actors.includes(target))
  return { nodes: new Set(actors), edges: new Set(edges.map(({ id }) => id)) }
}

function aroundActor(shown: RelationshipMap, actor: string): Highlight {
  const edges = shown.edges.filter(({ source, target }) => source === actor || target === actor)
  return { nodes: new Set([actor, ...edges.flatMap(({ source, target }) => [source, target])]), edges: new Set(edges.map(({ id }) => id)) }
}

function alongPath(shown: RelationshipMap, actors: string[]): Highlight {
  const pairs = new Set(actors.slice(1).flatMap((id, i) => [`${actors[i]} ${id}`, `${id} ${actors[i]}`]))
  const edges = shown.edges.filter(({ source, target }) => pairs.has(`${source} ${target}`))
  return { nodes: new Set(actors), edges: new Set(edges.map(({ id }) => id)) }
}

// inMonth applies the changes of all frames up to the month's.
function inMonth(shown: RelationshipMap, month: string): Highlight {
  const edges = new Set<string>()
  for (const frame of frames.data?.relationshipMap?.frames ?? []) {
    if (frame.start.slice(0, -3) > month) break
    for (const id of frame.removed) edges.delete(id)
    for (const id of frame.added) edges.add(id)
  }
  const ends = shown.edges.filter(({ id }) => edges.has(id)).flatMap(({ source, target }) => [source, target])
  return { nodes: new Set(ends), edges }
}

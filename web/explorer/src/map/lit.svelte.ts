// Which actors and ties of the map stand out, and which step back.
import type { RelationshipMap } from '../api/views'
import { frames, map } from '../state/answers.svelte'
import { pointed, view } from '../state/view.svelte'

export interface Lit {
  nodes: Set<string> | null // null: all alike
  edges: Set<string> | null
}

// The actors on the path that the card shows.
export const way: { actors: string[] } = $state({ actors: [] })

export function lit(): Lit {
  const shown = map.data?.relationshipMap
  if (!shown) return { nodes: null, edges: null }
  if (pointed.actors.length > 0) return pointed.event ? among(shown, pointed.actors) : around(shown, pointed.actors[0]!)
  if (view.path && way.actors.length > 0) return along(shown, way.actors)
  if (view.month) return inMonth(shown, view.month)
  if (view.other) return along(shown, [view.show, view.other])
  if (shown.nodes.some(({ id }) => id === view.show)) return around(shown, view.show)
  return { nodes: null, edges: null }
}

function among(shown: RelationshipMap, actors: string[]): Lit {
  const edges = shown.edges.filter(({ source, target }) => actors.includes(source) && actors.includes(target))
  return { nodes: new Set(actors), edges: new Set(edges.map(({ id }) => id)) }
}

function around(shown: RelationshipMap, actor: string): Lit {
  const edges = shown.edges.filter(({ source, target }) => source === actor || target === actor)
  return { nodes: new Set([actor, ...edges.flatMap(({ source, target }) => [source, target])]), edges: new Set(edges.map(({ id }) => id)) }
}

function along(shown: RelationshipMap, actors: string[]): Lit {
  const pairs = new Set(actors.slice(1).flatMap((id, i) => [`${actors[i]} ${id}`, `${id} ${actors[i]}`]))
  const edges = shown.edges.filter(({ source, target }) => pairs.has(`${source} ${target}`))
  return { nodes: new Set(actors), edges: new Set(edges.map(({ id }) => id)) }
}

// inMonth follows the frames from the first to the month's.
function inMonth(shown: RelationshipMap, month: string): Lit {
  const edges = new Set<string>()
  for (const frame of frames.data?.relationshipMap?.frames ?? []) {
    if (frame.start.slice(0, -3) > month) break
    for (const id of frame.removed) edges.delete(id)
    for (const id of frame.added) edges.add(id)
  }
  const ends = shown.edges.filter(({ id }) => edges.has(id)).flatMap(({ source, target }) => [source, target])
  return { nodes: new Set(ends), edges }
}

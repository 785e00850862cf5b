import Graph from 'graphology'
import type { MapNode, RelationshipMap } from '../api/views'

export interface NodeLook {
  x: number
  y: number
  size: number
  label: string
  type: 'circle'
  kind: MapNode['type']
  events: number // its edges' weights together
  selected: boolean
}

export interface EdgeLook {
  size: number
  weight: number
}

export type MapGraph = Graph<NodeLook, EdgeLook>

// graphOf makes the graph that is drawn. Nodes grow with the events they share, edges with the events on them.
export function graphOf(map: RelationshipMap, selected: string[]): MapGraph {
  const graph: MapGraph = new Graph({ type: 'undirected', multi: false })
  const events = new Map<string, number>()
  for (const { source, target, weight } of map.edges) {
    events.set(source, (events.get(source) ?? 0) + weight)
    events.set(target, (events.get(target) ?? 0) + weight)
  }
  const large = map.nodes.length > 400
  for (const { id, label, type } of map.nodes) {
    const weight = events.get(id) ?? 0
    const size = large ? 1.2 + Math.min(9, Math.sqrt(weight) * 0.4) : 7 + Math.min(13, Math.sqrt(weight) * 2.6)
    graph.addNode(id, { x: 0, y: 0, size, label, type: 'circle', kind: type, events: weight, selected: selected.includes(id) })
  }
  for (const { id, source, target, weight } of map.edges) {
    if (graph.hasNode(source) && graph.hasNode(target) && !graph.hasEdge(source, target)) {
      graph.addEdgeWithKey(id, source, target, { weight, size: large ? 0.5 : 1 + Math.min(9, Math.sqrt(weight) * 1.4) })
    }
  }
  return graph
}

import Graph from 'graphology'
import type { MapNode, RelationshipMap } from '../api/views'

export interface NodeLook {
  x: number
  y: number
  size: number
  label: string
  type: 'circle'
  kind: MapNode['type']
  events: number // the sum of its edges' weights
  selected: boolean
}

export interface EdgeLook {
  size: number
  weight: number
  strong: boolean // always drawn; others only while highlighted
}

export type MapGraph = Graph<NodeLook, EdgeLook>

// graphOf returns the graph to draw. The sizes of nodes and edges grow with the root of their number of events, up to a maximum.
// All sizes shrink if there are many nodes for the pixels of the drawing.
export function graphOf(map: RelationshipMap, selected: string[], pixels: number): MapGraph {
  const graph: MapGraph = new Graph({ type: 'undirected', multi: false })
  const events = new Map<string, number>()
  for (const { source, target, weight } of map.edges) {
    events.set(source, (events.get(source) ?? 0) + weight)
    events.set(target, (events.get(target) ?? 0) + weight)
  }
  const scale = Math.max(0.12, Math.min(1, Math.sqrt(pixels / (3800 * map.nodes.length))))
  const nodeSize = sizeScale(7, 13, 2.6, [...events.values()])
  for (const { id, label, type } of map.nodes) {
    const weight = events.get(id) ?? 0
    const size = scale * nodeSize(weight)
    graph.addNode(id, { x: 0, y: 0, size, label, type: 'circle', kind: type, events: weight, selected: selected.includes(id) })
  }
  const strong = strongest(map, selected)
  const edgeSize = sizeScale(1, 9, 1.4, map.edges.map(({ weight }) => weight))
  for (const { id, source, target, weight } of map.edges) {
    if (graph.hasNode(source) && graph.hasNode(target) && !graph.hasEdge(source, target)) {
      graph.addEdgeWithKey(id, source, target, { weight, size: Math.max(0.4, scale * edgeSize(weight)), strong: !strong || strong.has(id) })
    }
  }
  return graph
}

// sizeScale returns a function from a value to a size: least plus the root of the value times a factor. The factor is each, or less
// if the highest value would add more than most.
function sizeScale(least: number, most: number, each: number, values: number[]): (value: number) => number {
  const highest = Math.sqrt(values.reduce((a, b) => Math.max(a, b), 1))
  const by = Math.min(each, most / highest)
  return (value) => least + by * Math.sqrt(value)
}

const drawable = 600 // more ties cannot be distinguished
const ofEach = 3

// strongest returns the ids of the ties to draw if there are more than drawable: the strongest of each actor and all of the selected
// ones. It returns null if all are drawn.
export function strongest(map: RelationshipMap, selected: string[]): Set<string> | null {
  if (map.edges.length <= drawable) return null
  const left = new Map(map.nodes.map(({ id }) => [id, selected.includes(id) ? Infinity : ofEach]))
  const found = new Set<string>()
  for (const { id, source, target } of [...map.edges].sort((a, b) => b.weight - a.weight)) {
    const [one, other] = [left.get(source) ?? 0, left.get(target) ?? 0]
    if (one <= 0 && other <= 0) continue
    found.add(id)
    left.set(source, one - 1)
    left.set(target, other - 1)
  }
  return found
}

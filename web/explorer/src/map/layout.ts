import type { MapGraph } from './graph'
import LayoutWorker from './layout.worker?worker'

export interface Layout {
  nodes: Float32Array
  edges: Float32Array
  settings: object
  rounds: number
}

export type Positions = Record<string, { x: number; y: number }>

// The number of values per node in ForceAtlas2's matrix. x and y are the first two.
const perNode = 10
const mass = 6 // the index of the mass; convergence and size follow

// placeInitially puts the nodes on a spiral. The same graph always starts the same way, so that a link always shows the same map.
export function placeInitially(graph: MapGraph): void {
  let i = 0
  graph.forEachNode((node) => {
    const turn = i * 2.399963
    const away = 12 * Math.sqrt(i++)
    graph.mergeNodeAttributes(node, { x: away * Math.cos(turn), y: away * Math.sin(turn) })
  })
}

// matrices returns the graph as ForceAtlas2 reads it, without the ties that are not drawn: all ties together would pull the graph
// into one ball.
function matrices(graph: MapGraph, names: string[]): { nodes: Float32Array; edges: Float32Array } {
  const at = new Map(names.map((name, i) => [name, i * perNode]))
  const nodes = new Float32Array(names.length * perNode)
  graph.forEachNode((name, { x, y, size }) => {
    const i = at.get(name)!
    nodes.set([x, y], i)
    nodes.set([1, 1, size], i + mass)
  })
  const edges: number[] = []
  graph.forEachEdge((_, { weight, strong }, source, target) => {
    if (!strong) return
    const [from, to, pull] = [at.get(source)!, at.get(target)!, 1 + Math.log2(weight)]
    edges.push(from, to, pull)
    nodes[from + mass]! += pull
    nodes[to + mass]! += pull
  })
  return { nodes, edges: Float32Array.from(edges) }
}

// runLayout computes the layout in a worker and calls placed with each intermediate result. The returned function stops it.
export function runLayout(graph: MapGraph, aspect: number, placed: (positions: Positions, done: boolean) => void): () => void {
  const worker = new LayoutWorker()
  const names = graph.nodes()
  const { nodes, edges } = matrices(graph, names)
  worker.onmessage = ({ data }: MessageEvent<{ nodes: Float32Array; done: boolean }>) => {
    const positions: Positions = {}
    names.forEach((name, i) => {
      positions[name] = { x: data.nodes[i * perNode]! * aspect, y: data.nodes[i * perNode + 1]! }
    })
    if (data.done) worker.terminate()
    placed(positions, data.done)
  }
  const large = names.length > 1000
  worker.postMessage({
    nodes, edges,
    rounds: large ? 120 : names.length > 150 ? 300 : 600,
    settings: {
      // Strong gravity keeps actors without ties near the others.
      strongGravityMode: true, gravity: large ? 0.3 : 0.6, scalingRatio: large ? 8 : 30, slowDown: large ? 1 : 6,
      barnesHutOptimize: names.length > 300, barnesHutTheta: 0.7, edgeWeightInfluence: 0.6, adjustSizes: !large,
    },
  } satisfies Layout)
  return () => worker.terminate()
}

import type { MapGraph } from './graph'
import LayoutWorker from './layout.worker?worker'

export interface Layout {
  nodes: Float32Array
  edges: Float32Array
  settings: object
  rounds: number
}

export type Positions = Record<string, { x: number; y: number }>

// The numbers of a node in ForceAtlas2's matrix. x and y come first.
const perNode = 10
const mass = 6 // then convergence and size

// spread gives every node a first place: a sunflower, the first in the middle. The same graph always begins the same way, so
// that the same link shows the same map.
export function spread(graph: MapGraph): void {
  let i = 0
  graph.forEachNode((node) => {
    const turn = i * 2.399963
    const away = 12 * Math.sqrt(i++)
    graph.mergeNodeAttributes(node, { x: away * Math.cos(turn), y: away * Math.sin(turn) })
  })
}

// matrices are the graph as ForceAtlas2 takes it, without the ties that are not drawn: all of them would pull everything into
// one ball.
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

// layOut finds places for the nodes in a worker and tells of them as they get better. The result stops it.
export function layOut(graph: MapGraph, stretch: number, placed: (positions: Positions, done: boolean) => void): () => void {
  const worker = new LayoutWorker()
  const names = graph.nodes()
  const { nodes, edges } = matrices(graph, names)
  worker.onmessage = ({ data }: MessageEvent<{ nodes: Float32Array; done: boolean }>) => {
    const positions: Positions = {}
    names.forEach((name, i) => {
      positions[name] = { x: data.nodes[i * perNode]! * stretch, y: data.nodes[i * perNode + 1]! }
    })
    if (data.done) worker.terminate()
    placed(positions, data.done)
  }
  const large = names.length > 1000
  worker.postMessage({
    nodes, edges,
    rounds: large ? 120 : names.length > 150 ? 300 : 600,
    settings: {
      // Strong gravity keeps those whom nothing ties to the others at their edge, not far away.
      strongGravityMode: true, gravity: large ? 0.3 : 0.6, scalingRatio: large ? 8 : 30, slowDown: large ? 1 : 6,
      barnesHutOptimize: names.length > 300, barnesHutTheta: 0.7, edgeWeightInfluence: 0.6, adjustSizes: !large,
    },
  } satisfies Layout)
  return () => worker.terminate()
}

// A relationship map in sigma.js. Graphology lays it out; sigma draws thousands of nodes with WebGL.
import Graph from 'graphology'
import forceAtlas2 from 'graphology-layout-forceatlas2'
import Sigma from 'sigma'
import { ask, colors, mapQuery } from './ask.js'

const { relationshipMap: map } = await ask(mapQuery, { around: ['official:Q56226'] })

const graph = new Graph({ type: 'undirected' })
map.nodes.forEach(({ id, label, type, degree }, i) => {
  const angle = (2 * Math.PI * i) / map.nodes.length
  graph.addNode(id, { label, color: colors[type], size: 3 + Math.sqrt(degree), x: Math.cos(angle), y: Math.sin(angle) })
})
for (const { id, source, target, weight } of map.edges) {
  graph.addEdgeWithKey(id, source, target, { weight, size: 1 + Math.log2(weight), color: '#cbd5e1' })
}
forceAtlas2.assign(graph, { iterations: 200, settings: forceAtlas2.inferSettings(graph) })
// Global, so that the console can inspect it.
globalThis.sigma = new Sigma(graph, document.getElementById('map'), { labelRenderedSizeThreshold: 0 })

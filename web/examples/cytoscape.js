// A relationship map in Cytoscape.js, which accepts the nodes and edges of the API unchanged.
import cytoscape from 'cytoscape'
import { ask, colors, mapQuery } from './ask.js'

const { relationshipMap: map } = await ask(mapQuery, { around: ['official:Q56226'] })

cytoscape({
  container: document.getElementById('map'),
  elements: [...map.nodes, ...map.edges].map((data) => ({ data })),
  layout: { name: 'cose', animate: false },
  style: [
    { selector: 'node', style: { label: 'data(label)', 'background-color': (n) => colors[n.data('type')], width: 16, height: 16, 'font-size': 8 } },
    { selector: 'edge', style: { width: 'mapData(weight, 1, 20, 1, 8)', 'line-color': '#cbd5e1' } },
  ],
})

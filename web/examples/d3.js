// A relationship map in SVG, laid out by D3's forces.
import * as d3 from 'd3'
import { ask, colors, mapQuery } from './ask.js'

const { relationshipMap: map } = await ask(mapQuery, { around: ['official:Q56226'] })

const { clientWidth: width, clientHeight: height } = document.getElementById('map')
const svg = d3.select('#map').append('svg').attr('viewBox', [-width / 2, -height / 2, width, height])
const edge = svg.append('g').attr('stroke', '#cbd5e1').selectAll('line').data(map.edges).join('line')
  .attr('stroke-width', (d) => Math.sqrt(d.weight))
const node = svg.append('g').selectAll('circle').data(map.nodes).join('circle')
  .attr('r', (d) => 3 + Math.sqrt(d.degree)).attr('fill', (d) => colors[d.type])
const label = svg.append('g').selectAll('text').data(map.nodes).join('text')
  .attr('dx', 8).attr('dy', 3).attr('font-size', 10).attr('font-family', 'sans-serif').text((d) => d.label)

d3.forceSimulation(map.nodes)
  .force('edges', d3.forceLink(map.edges).id((d) => d.id).distance(140))
  .force('charge', d3.forceManyBody().strength(-600))
  .force('x', d3.forceX()).force('y', d3.forceY())
  .on('tick', () => {
    edge.attr('x1', (d) => d.source.x).attr('y1', (d) => d.source.y).attr('x2', (d) => d.target.x).attr('y2', (d) => d.target.y)
    node.attr('cx', (d) => d.x).attr('cy', (d) => d.y)
    label.attr('x', (d) => d.x).attr('y', (d) => d.y)
  })

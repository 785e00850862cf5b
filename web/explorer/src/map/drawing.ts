// Draws the map with sigma: the page's colours, labels that do not overlap, and the highlight.
import Sigma from 'sigma'
import { colour } from '../state/theme.svelte'
import { fontOf, shorten, textWidth } from '../timeline/measure'
import type { EdgeLook, MapGraph, NodeLook } from './graph'
import { placeLabels, type Box, type Label, type LabelledNode } from './labels'
import type { Highlight } from './highlight.svelte'

export interface Palette {
  ink: string
  surface: string
  accent: string
  edge: string
  faintEdge: string
  faint: string
  kinds: Record<string, string>
}

export function readPalette(): Palette {
  return {
    ink: colour('--ink'), surface: colour('--surface'), accent: colour('--accent'), edge: colour('--map-edge'),
    faintEdge: colour('--map-edge-faint'), faint: colour('--map-node-faint'),
    kinds: { OFFICIAL: colour('--official'), COUNTRY: colour('--country'), ORGANIZATION: colour('--organization') },
  }
}

export interface Look {
  palette: Palette
  highlight: Highlight
  reserved: Box[] // no label covers these boxes
}

// edgeSettings returns the settings that depend on the number of edges. A sigma cannot change them later.
function edgeSettings(graph: MapGraph) {
  return { enableEdgeEvents: graph.size < 4000, hideEdgesOnMove: graph.size > manyEdges }
}

// canReuse reports whether a sigma that was made for another graph can draw this one.
export function canReuse(sigma: Sigma<NodeLook, EdgeLook>, graph: MapGraph): boolean {
  const { enableEdgeEvents, hideEdgesOnMove } = edgeSettings(graph)
  return sigma.getSetting('enableEdgeEvents') === enableEdgeEvents && sigma.getSetting('hideEdgesOnMove') === hideEdgesOnMove
}

export function makeSigma(graph: MapGraph, container: HTMLElement, look: () => Look): Sigma<NodeLook, EdgeLook> {
  const sigma = new Sigma<NodeLook, EdgeLook>(graph, container, {
    renderLabels: false, // drawn below, without overlaps
    ...edgeSettings(graph),
    minEdgeThickness: 1,
    zIndex: true,
    stagePadding: Math.min(graph.order > 1000 ? 16 : 46, container.clientHeight / 6), // room for labels
    minCameraRatio: 0.05,
    maxCameraRatio: 3,
    defaultDrawNodeHover: () => {},
    nodeReducer: (node, data) => {
      const { palette, highlight } = look()
      const on = !highlight.nodes || highlight.nodes.has(node)
      return { ...data, color: on ? (palette.kinds[data.kind] ?? palette.ink) : palette.faint, zIndex: on ? 1 : 0 }
    },
    edgeReducer: (edge, data) => {
      const { palette, highlight } = look()
      const on = highlight.edges?.has(edge) ?? false
      if (!on && !data.strong) return { hidden: true }
      return { ...data, color: on ? palette.accent : highlight.edges ? palette.faintEdge : palette.edge, zIndex: on ? 1 : 0 }
    },
  })
  sigma.on('afterRender', () => drawLabels(sigma, look()))
  return sigma.refresh() // the first drawing, by the constructor, has no labels
}

function drawLabels(sigma: Sigma<NodeLook, EdgeLook>, look: Look): void {
  const { palette, highlight } = look
  const context = sigma.getCanvases().labels?.getContext('2d')
  if (!context) return
  const { width, height } = sigma.getDimensions()
  context.clearRect(0, 0, width, height)
  if (sigma.getGraph().size > manyEdges && sigma.getCamera().isAnimated()) return // labels are drawn again when it stops
  context.lineJoin = 'round'
  const places = placesOf(sigma)
  for (const { x, y, size, selected, key } of places) {
    if (!selected || (highlight.nodes && !highlight.nodes.has(key))) continue
    context.beginPath()
    context.arc(x, y, size + 3.5, 0, 2 * Math.PI)
    context.lineWidth = 1.8
    context.strokeStyle = palette.accent
    context.stroke()
  }
  for (const { text, x, y, anchor, key } of labelsOf(sigma, look, places)) {
    context.font = fontOf(13, sigma.getGraph().getNodeAttribute(key, 'selected') ? 650 : 450)
    context.textAlign = anchor === 'middle' ? 'center' : anchor
    context.globalAlpha = !highlight.nodes || highlight.nodes.has(key) ? 1 : 0.35
    context.lineWidth = 4
    context.strokeStyle = palette.surface
    context.strokeText(text, x, y)
    context.fillStyle = palette.ink
    context.fillText(text, x, y)
  }
  context.globalAlpha = 1
}

// placesOf returns the nodes that are visible in the drawing, with their positions in pixels.
export function placesOf(sigma: Sigma<NodeLook, EdgeLook>): (LabelledNode & NodeLook)[] {
  const { width, height } = sigma.getDimensions()
  const found: (LabelledNode & NodeLook)[] = []
  sigma.getGraph().forEachNode((key, data) => {
    const { x, y } = sigma.graphToViewport(data)
    if (x < 0 || y < 0 || x > width || y > height) return
    found.push({ ...data, key, x, y, size: sigma.scaleSize(data.size), rank: data.events + (data.selected ? 1e6 : 0) })
  })
  return found
}

const mostNamed = 120
const manyEdges = 5000 // more are not drawn while the map moves

export function labelsOf(sigma: Sigma<NodeLook, EdgeLook>, { highlight, reserved }: Look, shown = placesOf(sigma)): Label[] {
  const { width, height } = sigma.getDimensions()
  const font = fontOf(13, 600)
  const widest = Math.max(70, Math.min(230, width * 0.46)) // longer names are shortened; pointing at the actor shows the full name
  const places = shown.map((place) => ({
    ...place,
    label: shorten(place.label, font, widest),
    size: place.size + (place.selected ? 4 : 0), // the ring of a selected node
    rank: place.rank + (highlight.nodes?.has(place.key) ? 1e9 : 0),
  }))
  const named = places.length > 400 ? places.sort((a, b) => b.rank - a.rank).slice(0, mostNamed) : places
  return placeLabels(named, (text) => textWidth(text, font), width, height, reserved)
}

// Runs ForceAtlas2 in a worker, so that a large map does not block the page.
import iterate from 'graphology-layout-forceatlas2/iterate.js'
import defaults from 'graphology-layout-forceatlas2/defaults.js'
import type { Layout } from './layout'

self.onmessage = ({ data }: MessageEvent<Layout>) => {
  const settings = { ...defaults, ...data.settings }
  const chunk = data.nodes.length > 10_000 ? 5 : 25
  for (let done = 0; done < data.rounds; done += chunk) {
    for (let i = 0; i < chunk; i++) iterate(settings, data.nodes, data.edges)
    self.postMessage({ nodes: data.nodes, done: done + chunk >= data.rounds })
  }
}

// Opens the examples, and an empty page with the code of docs/frontends.md, in a real browser, and checks what they draw. The pages
// are served at DEMARCHE_PAGES, an origin that the server at DEMARCHE_URL allows. SCREENSHOTS is a folder for screenshots.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createServer } from 'vite'
import { base, launch, openPage, picture } from './browser.mjs'

const api = new URL('/graphql', base).href
const pages = process.env.DEMARCHE_PAGES ?? 'http://localhost:5173'
const examples = new URL('../examples/', import.meta.url)
let browser, server, pasted

before(async () => {
  const guide = await readFile(new URL('../../docs/frontends.md', import.meta.url), 'utf8')
  const lines = guide.match(/```html\n([^]*?)```/)[1]
  assert.ok(lines.includes(`'http://127.0.0.1:8080/graphql'`), 'the guide uses the default address of a server')
  pasted = lines.replace('http://127.0.0.1:8080/graphql', api)
  server = await createServer({
    configFile: new URL('vite.config.js', examples).pathname,
    plugins: [{
      name: 'an empty page with the code of the guide',
      configureServer: ({ middlewares }) => {
        middlewares.use('/pasted', (_, answer) => answer.setHeader('Content-Type', 'text/html').end(pasted))
        middlewares.use('/favicon.ico', (_, answer) => answer.writeHead(204).end()) // browsers request one
      },
    }],
    server: { host: '127.0.0.1', port: Number(new URL(pages).port), watch: null },
    logLevel: 'warn',
  })
  await server.listen()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.close()
})

// open loads a page, waits for the API's answer, and returns the map in it.
async function open(t, path) {
  let sent
  const { page, failures } = await openPage(t, browser, `${pages}${path}?${new URLSearchParams({ api })}`, {
    viewport: { width: 1000, height: 700 },
    hosts: [new URL(api).host],
    before: (page) => { sent = page.waitForResponse((r) => r.url() === api && r.request().method() === 'POST') },
  })
  const { data, errors } = await (await sent).json()
  assert.equal(errors, undefined)
  const map = data.relationshipMap
  assert.ok(map.nodes.length > 5 && map.edges.length > 5, 'the map has nodes and edges')
  return { page, map, failures }
}

// blanks returns the points at which the screenshot is white.
function blanks(page, shot, points) {
  return page.evaluate(async ([shot, points]) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob())
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
    canvas.drawImage(image, 0, 0)
    return points.filter(({ x, y }) => [...canvas.getImageData(Math.round(x), Math.round(y), 1, 1).data].every((v) => v === 255))
  }, [shot, points])
}

// The functions that read a drawing: ids, the ends of edges, and the positions of the nodes on the screen.
const drawings = {
  cytoscape: () => {
    const { cy } = document.getElementById('map')._cyreg
    const { x: left, y: top } = cy.container().getBoundingClientRect()
    return {
      nodes: cy.nodes().map((n) => n.id()),
      edges: cy.edges().map((e) => [e.id(), e.source().id(), e.target().id()]),
      points: cy.nodes().map((n) => n.renderedPosition()).map(({ x, y }) => ({ x: left + x, y: top + y })),
    }
  },
  sigma: () => {
    const graph = sigma.getGraph()
    return {
      nodes: graph.nodes(),
      edges: graph.edges().map((e) => [e, ...graph.extremities(e)]),
      points: graph.mapNodes((_, { x, y }) => sigma.graphToViewport({ x, y })),
    }
  },
  d3: () => {
    const circles = [...document.querySelectorAll('circle')]
    return {
      nodes: circles.map((c) => c.__data__.id),
      edges: [...document.querySelectorAll('line')].map(({ __data__: e }) => [e.id, e.source.id, e.target.id]),
      points: circles.map((c) => c.getBoundingClientRect()).map((r) => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 })),
    }
  },
}

// settled returns the drawing when nothing has moved for 20 frames.
async function settled(page, drawing) {
  const seen = await page.waitForFunction((source) => {
    let now
    try { now = eval(source)() } catch { return false } // not ready yet
    const text = JSON.stringify(now)
    globalThis.still = text === globalThis.before ? (globalThis.still ?? 0) + 1 : 0
    globalThis.before = text
    return globalThis.still > 20 && now.nodes.length > 0 && now
  }, `(${drawing})`)
  return seen.jsonValue()
}

const pagesThatDraw = {
  'Cytoscape.js draws the map unchanged': ['/examples/cytoscape.html', 'cytoscape'],
  'sigma.js draws the map unchanged': ['/examples/sigma.html', 'sigma'],
  'D3 draws the map unchanged': ['/examples/d3.html', 'd3'],
  'the code of the guide draws the map in an empty page': ['/pasted', 'cytoscape'],
}
for (const [name, [path, drawing]] of Object.entries(pagesThatDraw)) {
  test(name, async (t) => {
    const { page, map, failures } = await open(t, path)
    const { nodes, edges, points } = await settled(page, drawings[drawing])
    const shot = (await picture(page, path.replace(/^.*\/|\.html$/g, ''))).toString('base64')
    assert.deepEqual(nodes.toSorted(), map.nodes.map((n) => n.id).toSorted())
    assert.deepEqual(edges.toSorted(), map.edges.map((e) => [e.id, e.source, e.target]).toSorted())
    assert.deepEqual(await blanks(page, shot, points), [], 'every node is drawn at its position')
    assert.equal((await blanks(page, shot, [{ x: 1, y: 1 }])).length, 1, 'the background is white')
    assert.deepEqual(failures, [])
  })
}

test('the typed example shows each pair', async (t) => {
  const { page, map, failures } = await open(t, '/examples/typed.html')
  await page.locator('#pairs li').nth(map.edges.length - 1).waitFor()
  assert.equal(await page.locator('#pairs li').count(), map.edges.length)
  const [first] = map.edges
  const label = (id) => map.nodes.find((n) => n.id === id).label
  assert.match(await page.locator('#pairs li').first().innerText(),
    new RegExp(`^${label(first.source)} and ${label(first.target)}, shared events: ${first.weight}, the last by \\d{4}-\\d\\d-\\d\\d$`))
  await picture(page, 'typed')
  assert.deepEqual(failures, [])
})

test('a page shows an error', async (t) => {
  const page = await browser.newPage()
  t.after(() => page.close())
  await page.route('**/examples/ask.js', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace('depth: 2', 'depth: 9') })
  })
  await page.goto(`${pages}/examples/cytoscape.html?${new URLSearchParams({ api })}`)
  await page.getByText(/^BAD_INPUT: .*depth/).waitFor()
})

test('a page of another origin is refused', async (t) => {
  const page = await browser.newPage()
  t.after(() => page.close())
  await page.goto(new URL('/pasted', pages.replace('localhost', '127.0.0.1')).href) // the same server at an origin that is not allowed
  const ask = (url) => fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"query":"{__typename}"}' })
    .then((answer) => answer.status, (error) => error.message)
  assert.equal(await page.evaluate(ask, api), 'Failed to fetch')
})

test('the compiler finds mistakes with the types of the server’s schema', async (t) => {
  const generated = new URL('generated/', examples)
  await rm(generated, { recursive: true, force: true })
  await mkdir(generated)
  await writeFile(new URL('schema.graphql', generated), await (await fetch(new URL('/schema.graphql', api))).text())
  const run = (program, ...args) => promisify(execFile)(new URL(`../node_modules/.bin/${program}`, import.meta.url).pathname, args, { cwd: examples })
  await run('gql.tada', 'generate-output')
  const source = (await readFile(new URL('typed.ts', examples), 'utf8')).replaceAll('./ask.js', '../ask.js').replaceAll('./generated/', './')
  const mistakes = { // by file name
    'no-field.ts': ['nodes { id label }', 'nodes { id labels }'],
    'no-variable.ts': [`{ around: ['official:Q56226'] }`, '{}'],
    'null-forgotten.ts': ['if (!map)', 'if (!Pairs)'],
  }
  for (const [file, [right, mistake]] of Object.entries(mistakes)) {
    assert.ok(source.includes(right), right)
    await writeFile(new URL(file, generated), source.replace(right, mistake))
  }
  const files = ['../typed.ts', ...Object.keys(mistakes)]
  await writeFile(new URL('tsconfig.json', generated), JSON.stringify({ extends: '../tsconfig.json', files }))
  const output = await run('tsc', '--noEmit', '--pretty', 'false', '-p', 'generated').then(() => assert.fail('tsc found no mistake'), (e) => e.stdout)
  const failures = new Set(output.split('\n').map((line) => line.match(/^(\S+?)\(/)?.[1]).filter(Boolean))
  assert.deepEqual([...failures].toSorted(), Object.keys(mistakes).map((file) => `generated/${file}`), output)
})

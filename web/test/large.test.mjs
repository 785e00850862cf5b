// Moves a map of 5,000 actors, five times the API's maximum, in the explorer of the server at DEMARCHE_URL. The test limits the time
// of the page's scripts in a frame of 16 ms. It does not measure how fast the machine draws.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { base, launch, openPage, picture } from './browser.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

// generateMap returns a map with the given numbers of actors and ties: some actors have hundreds of ties, most a few, some none.
function generateMap(actors, ties) {
  let seed = 7
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  const edges = new Map()
  while (edges.size < ties) {
    const [a, b] = [Math.floor(actors * random() ** 2), Math.floor(actors * random())].sort((x, y) => x - y)
    const weight = 1 + Math.floor(20 * random() ** 3)
    if (a !== b) edges.set(`${a}-${b}`, { id: `${a}-${b}`, source: `official:${a}`, target: `official:${b}`, weight, first: null, last: null, kinds: [] })
  }
  const nodes = Array.from({ length: actors }, (_, i) => ({ id: `official:${i}`, label: `Official ${i}`, type: 'OFFICIAL', degree: 1 }))
  return { nodes, edges: [...edges.values()], omitted: { nodes: 0, edges: 0, exact: true } }
}

// measureCost starts measuring a page. The returned function returns the cost since its last call: milliseconds of processor time in
// scripts, layout passes, and frames.
async function measureCost(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.addInitScript(() => {
    globalThis.frames = 0
    const count = () => { frames++; requestAnimationFrame(count) }
    count()
  })
  let last = { script: 0, layouts: 0, frames: 0 }
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name) => metrics.find((one) => one.name === name).value
    const now = { script: 1000 * of('ScriptDuration'), layouts: of('LayoutCount'), frames: await page.evaluate(() => frames) }
    const cost = Object.fromEntries(Object.keys(now).map((key) => [key, now[key] - last[key]]))
    last = now
    return cost
  }
}

test('a map of 5,000 actors moves smoothly', async (t) => {
  const map = generateMap(5000, 10_000)
  let worker, cost
  const { page, failures } = await openPage(t, browser, new URL('/?actor=official:Q56226&from=2025-07&to=2025-11', base).href, {
    reducedMotion: 'reduce',
    viewport: { width: 1600, height: 1000 },
    before: async (page) => {
      worker = page.waitForEvent('worker')
      cost = await measureCost(page)
      await page.route('**/graphql', (route) => (/query Map/.test(route.request().postData()) ? route.fulfill({ json: { data: { relationshipMap: map } } }) : route.continue()))
    },
  })
  const laidOut = (await worker).waitForEvent('close')
  await page.getByText('5,000 actors, 10,000 ties').waitFor()
  await laidOut
  const toLayOut = await cost()
  t.diagnostic(`laid out: ${JSON.stringify(toLayOut)}`)
  assert.ok(toLayOut.script < 4000, `laying it out: ${toLayOut.script} ms`)
  const { x, y, width, height } = await page.locator('#map .map').boundingBox()
  const [centre, middle] = [x + width / 2, y + height / 2]
  const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
  const moves = {
    pointed: async () => {
      for (let i = 0; i < 15; i++) {
        await page.mouse.move(centre + 100 * Math.sin(i / 3), middle + 70 * Math.cos(i / 7))
        await frame()
      }
    },
    dragged: async () => {
      await page.mouse.move(centre, middle)
      await page.mouse.down()
      for (let i = 0; i < 15; i++) {
        await page.mouse.move(centre + 60 * Math.sin(i / 5), middle + 40 * Math.cos(i / 5))
        await frame()
      }
      await page.mouse.up()
    },
    zoomed: async () => {
      await page.locator('#map .map').focus()
      for (const key of ['+', '+', '-', '-', '0']) {
        await page.keyboard.press(key)
        for (let i = 0; i < 3; i++) await frame()
      }
    },
  }
  for (const [name, move] of Object.entries(moves)) {
    await t.test(name, async () => {
      await cost()
      await move()
      const { script, layouts, frames } = await cost()
      t.diagnostic(`${script} ms of script, ${layouts} layouts, ${frames} frames`)
      assert.ok(frames >= 15, `${frames} frames`)
      assert.ok(script / frames < 12, `${script / frames} ms of script a frame`)
      assert.ok(layouts < frames / 2, `${layouts} layouts in ${frames} frames`)
    })
  }
  await t.test('the map fills its panel, including actors without ties', async () => {
    await page.getByRole('button', { name: 'Download the map' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Picture (SVG)' }).click()])
    const svg = await readFile(await download.path(), 'utf8')
    for (const [axis, size] of [['cx', width], ['cy', height]]) {
      const at = [...svg.matchAll(new RegExp(`${axis}="([-\\d.]+)"`, 'g'))].map(([, value]) => Number(value)).sort((a, b) => a - b)
      assert.equal(at.length, 5000, 'every actor is in the drawing')
      const extent = at[4750] - at[250] // of nine in ten
      assert.ok(extent > 0.55 * size, `nine in ten lie within ${extent} of ${size} pixels, by ${axis}`)
    }
  })
  await picture(page, 'explorer-large')
  assert.deepEqual(failures, [])
})

// Uses the explorer at DEMARCHE_URL with very long texts, with dates far away from all others, and while its server is down.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql'
import { base, launch, openExplorer, picture, ready } from './browser.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

const pair = 'actor=official:Q56226&actor=official:Q15031'
const visit = 'event:2025-09-kim-beijing-visit'

// textFields returns the names of the schema's fields whose text has no fixed format.
async function textFields() {
  const schema = buildSchema(await (await fetch(new URL('/schema.graphql', base))).text())
  const types = Object.values(schema.getTypeMap()).filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
  const fields = types.flatMap((type) => Object.values(type.getFields()))
  // A value is a number of trade figures, and a text of records, which the page does not show.
  const bounded = ['edtf', 'currency', 'period', 'missing', 'missingMonths', 'firstMonth', 'lastMonth', 'code', 'wikidata', 'iso2', 'iso3', 'value']
  return new Set(fields.filter((field) => getNamedType(field.type).name === 'String' && !bounded.includes(field.name)).map(({ name }) => name))
}

// lengthened returns an answer in which every text is one long word. Different texts stay different.
function lengthened(value, texts, key = '') {
  if (Array.isArray(value)) return value.map((one) => lengthened(one, texts, key))
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lengthened(one, texts, name)]))
  if (typeof value !== 'string' || !texts.has(key)) return value
  return key === 'url' ? `https://example.org/${'path'.repeat(80)}` : `${value.replaceAll(/\s/g, '_')}${'W'.repeat(300)}`
}

// overflowing returns the controls and texts that reach outside the page or their container, where nobody can scroll to them.
// It also returns short words that are broken into lines, and labels of drawings that are cut off.
const overflowing = (page) => page.evaluate(() => {
  const found = []
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`)
  for (const one of document.querySelectorAll('button, a, input, select, summary, h2, p, dd, dt, blockquote, li, label')) {
    if (one.closest('svg, .sr-only, [hidden]') || one.matches('.skip, .sr-only')) continue
    const { left, right, width } = one.getBoundingClientRect()
    if (width === 0 || one.closest('.tables, .figures')) continue // tables scroll
    const holder = one.closest('aside, .panel, .filters, #explorer > header').getBoundingClientRect()
    if (left < Math.max(0, holder.left) - 1 || right > Math.min(innerWidth, holder.right) + 1) {
      found.push(`${one.tagName} ${one.className} “${(one.innerText ?? '').slice(0, 30)}”: ${Math.round(left)} to ${Math.round(right)} in ${Math.round(holder.left)} to ${Math.round(holder.right)}`)
    }
  }
  for (const one of document.querySelectorAll('button, a, dt')) {
    const words = one.innerText?.trim() ?? ''
    if (words === '' || words.length > 12 || one.closest('svg')) continue
    const lines = new Range()
    lines.selectNodeContents(one)
    if (lines.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(one).fontSize)) found.push(`“${words}” is broken into lines`)
  }
  for (const label of document.querySelectorAll('#trade svg text')) {
    const { left, right } = label.getBoundingClientRect()
    const holder = label.ownerSVGElement.getBoundingClientRect()
    if (left < holder.left - 1 || right > holder.right + 1) found.push(`the label “${label.textContent.slice(0, 30)}” is cut off`)
  }
  for (const heading of document.querySelectorAll('.panel h2')) {
    if (heading.getBoundingClientRect().height > 40) found.push(`“${heading.innerText}” is broken into lines`)
  }
  return found
})

// Charts follow the width of the window by an observer, and are drawn a frame later.
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

const cards = {
  event: `show=${visit}`, meeting: 'show=event:2025-09-03-kim-putin-meeting', official: 'show=official:Q56226', country: 'show=country:CHN', organization: 'show=org:prk-wpk', post: 'show=post:chn-premier',
  pair: 'show=official:Q56226&with=official:Q15031', path: 'show=official:Q56226&path=official:Q15031',
  figure: 'show=figure:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc:2025-09', source: 'show=source:article-2025-10', goods: 'show=commodity:TOTAL',
}
test('long texts push nothing off the page at any width', async (t) => {
  const texts = await textFields()
  for (const name of ['name', 'title', 'label', 'url', 'quote', 'publisher', 'description', 'nativeName', 'summary', 'message']) {
    if (name !== 'message') assert.ok(texts.has(name), name)
  }
  const { page, failures } = await openExplorer(t, browser, `/?${pair}&map=table&from=2025-07&to=2025-11&show=${visit}`, {
    before: (page) => page.route('**/graphql', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: lengthened(await answer.json(), texts) })
    }),
  })
  for (const [name, card] of Object.entries(cards)) {
    await t.test(name, async () => {
      await page.evaluate((search) => {
        history.pushState(null, '', search)
        dispatchEvent(new PopStateEvent('popstate'))
      }, `?${pair}&map=table&from=2025-07&to=2025-11&${card}`)
      await ready(page)
      await page.locator('#card-title').filter({ hasText: 'WWWW' }).or(page.locator('#card-title').filter({ hasText: 'USD' })).waitFor()
      for (const width of [320, 390, 760, 1100, 1280, 1440, 1920]) {
        await page.setViewportSize({ width, height: 900 })
        await page.waitForFunction((width) => innerWidth === width, width)
        await drawn(page)
        assert.deepEqual(await overflowing(page), [], `${width} px`)
        if ((name === 'event' || name === 'source') && [390, 1280, 1440].includes(width)) await picture(page, `explorer-long-${name}-${width}`)
      }
    })
  }
  await t.test('the search, the filters and a message', async () => {
    await page.getByRole('combobox', { name: /^Search/ }).fill('kim')
    await page.locator('#found [role=option]').first().waitFor()
    await page.evaluate(() => {
      history.pushState(null, '', `?from=${'x'.repeat(500)}&actor=official:${'y'.repeat(500)}`)
      dispatchEvent(new PopStateEvent('popstate'))
    })
    await page.locator('.filters .notice').first().waitFor()
    await ready(page)
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      await page.waitForFunction((width) => innerWidth === width, width)
      await drawn(page)
      assert.deepEqual(await overflowing(page), [], `${width} px`)
    }
  })
  assert.deepEqual(failures.filter((one) => !/status of 4\d\d/.test(one)), [])
})

// answering replaces the answers of some operations, by name. Others reach the server.
const answering = (answers) => (page) => page.route('**/graphql', (route) => {
  const { query, variables } = JSON.parse(route.request().postData())
  const answer = answers[/query (\w+)/.exec(query)[1]]?.(variables)
  return answer ? route.fulfill({ json: answer }) : route.continue()
})
const bucket = (year, possible) => ({ bucket: 'YEAR', start: `${year}-01-01`, end: `${year}-12-31`, certain: possible, possible })
const between = (first, last, counts) => Array.from({ length: last - first + 1 }, (_, i) => bucket(String(first + i).padStart(4, '0'), counts[first + i] ?? 0))
const tooBroad = (field) => ({ data: { [field]: null }, errors: [{ message: 'more than 2000000 events', path: [field], extensions: { code: 'QUERY_TOO_BROAD' } }] })
const counts = { 1919: 1, 1950: 1, 1990: 1, 2025: 1 }
const histogram = (buckets) => ({ data: { timelineHistogram: buckets } })

test('the histogram leaves out one date far away from all others', async (t) => {
  const cases = {
    'the server counts all years': ({ filter }) => histogram(filter.during ? between(1919, 2025, counts) : between(205, 2025, { ...counts, 205: 1 })),
    'the server refuses to count all events': ({ filter }) => (filter.during ? histogram(between(1919, 2025, counts)) : tooBroad('timelineHistogram')),
  }
  for (const [name, Histogram] of Object.entries(cases)) {
    await t.test(name, async () => {
      const { page, failures } = await openExplorer(t, browser, '/?dates=possible', {
        before: answering({ Histogram, OutlierCounts: () => ({ data: { before: { totalCount: 1 }, after: { totalCount: 0 } } }) }),
      })
      await page.getByText('1 event lies far before').waitFor()
      assert.equal(await page.locator('#timeline .notice').count(), 0, 'no view shows an error')
      assert.equal(await page.locator('.histogram .bars rect').count(), 4)
      const [first, last] = await page.getByRole('slider', { name: /day of the window/ }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-valuetext')))
      assert.deepEqual([first, last], ['1 Jan 1919', '31 Dec 2025'])
      await picture(page, `explorer-stray-${name.includes('refuses') ? 'refused' : 'counted'}`)
      await page.getByRole('button', { name: 'Show it' }).click()
      await page.waitForFunction(() => /^\?to=(1918-12-31|1225-12-31|\d{4}-12-31)$/.test(location.search))
      assert.deepEqual(failures, [])
    })
  }
})

test('the page shows the buckets, counts and months that the server answers with', async (t) => {
  for (const [exact, omitted] of [[true, 'leaves out 5 actors and 1 tie.'], [false, 'leaves out at least 5 actors and 1 tie.']]) {
    const { page, failures } = await openExplorer(t, browser, `/?${pair}&map=table&from=2025-07&to=2025-11&show=${visit}`, {
      before: answering({
        Histogram: () => histogram([{ bucket: 'DECADE', start: '2020-01-01', end: '2029-12-31', certain: 2, possible: 2 }]),
        Map: () => ({ data: { relationshipMap: { nodes: ['official:a', 'official:b'].map((id) => ({ id, label: id, type: 'OFFICIAL', degree: 1 })), edges: [{ id: 'e', source: 'official:a', target: 'official:b', weight: 4, first: '2025-09-04', last: '2025-09-04', kinds: [] }], omitted: { nodes: 5, edges: 1, exact } } } }),
        Frames: () => ({ data: { relationshipMap: { bucket: 'QUARTER', frames: [{ start: '2025-07-01', end: '2025-09-30', added: ['e'], removed: [] }] } } }),
        TradeAround: () => ({ data: { tradeAround: { firstMonth: '2025-09', lastMonth: '2025-11', points: [], missingMonths: ['2025-09'], otherEventsInWindow: [], note: 'a note' } } }),
      }),
    })
    await page.locator('#map .notice').filter({ hasText: omitted }).waitFor()
    await page.locator('#map output').filter({ hasText: 'The whole window, by quarter' }).waitFor()
    await page.getByRole('button', { name: 'Play by quarter' }).waitFor()
    await page.locator('#timeline .legend').getByText('events per decade').waitFor()
    await page.locator('aside').getByText('The event is in one of the months from September 2025 to November 2025.').waitFor()
    assert.deepEqual(failures, [])
  }
})

test('a map over a century has quarters as frames, one over 2,000 years has years', async (t) => {
  const nodes = ['official:a', 'official:b'].map((id) => ({ id, label: id, type: 'OFFICIAL', degree: 1 }))
  const asked = []
  for (const [first, width, title] of [['1919-05-01', 'QUARTER', 'April to June 1919'], ['-0043-03-15', 'YEAR', '44 BC']]) {
    const start = { QUARTER: ['1919-04-01', '1919-06-30'], YEAR: ['-0043-01-01', '-0043-12-31'] }[width]
    const { page, failures } = await openExplorer(t, browser, '/?map=table&actor=official:Q56226', {
      before: answering({
        Map: () => ({ data: { relationshipMap: { nodes, edges: [{ id: 'e', source: nodes[0].id, target: nodes[1].id, weight: 4, first, last: '2025-09-04', kinds: [] }], omitted: { nodes: 0, edges: 0, exact: true } } } }),
        Frames: ({ bucket, during }) => {
          asked.push([bucket, during])
          return { data: { relationshipMap: { bucket, frames: [{ start: start[0], end: start[1], added: ['e'], removed: [] }] } } }
        },
      }),
    })
    await page.getByRole('slider', { name: 'Frame of the map' }).press('ArrowRight')
    await page.locator('#map output').filter({ hasText: `${title}: 1 new, 0 gone` }).waitFor()
    assert.equal(asked.at(-1)[0], width)
    await page.locator('#map .tables').getByText(width === 'YEAR' ? '15 Mar 44 BC – 4 Sep 2025' : '1 May 1919 – 4 Sep 2025').waitFor()
    assert.deepEqual(failures, [])
  }
  assert.ok(asked.at(-1)[1]?.from > '0', 'only a part of 2,000 years has frames')
})

test('a failed request is not shown as an empty answer, and “Try again” repeats all requests', async (t) => {
  let down = true
  const { page } = await openExplorer(t, browser, `/?${pair}&from=2025-07&to=2025-11&show=${visit}`, {
    before: (page) => page.route('**/graphql', (route) => (down ? route.abort() : route.continue())),
  })
  for (const card of ['official:Q56226', 'country:CHN', 'org:prk-wpk', 'post:chn-premier', 'source:a', 'figure:a', 'commodity:TOTAL', 'official:a&with=official:b', 'official:a&path=official:b', visit]) {
    await page.evaluate((search) => {
      history.pushState(null, '', search)
      dispatchEvent(new PopStateEvent('popstate'))
    }, `?${pair}&from=2025-07&to=2025-11&show=${card}`)
    await page.locator('#card-title').filter({ hasText: /^No answer$/ }).waitFor()
    assert.doesNotMatch(await page.locator('body').innerText(), /not found|no record has this id|no event of|there is no series|no path|none is recorded|add an actor/i, card)
  }
  for (const id of ['map', 'timeline', 'trade']) await page.locator(`#${id} .notice`).filter({ hasText: 'The server does not answer' }).first().waitFor()
  await picture(page, 'explorer-down')
  down = false
  await page.locator('#timeline').getByRole('button', { name: 'Try again' }).first().click()
  await page.locator('#card-title').filter({ hasText: 'Kim Jong Un visits Beijing' }).waitFor()
  await page.locator('#trade table').waitFor()
  await page.locator('#map .meta').filter({ hasText: 'actors' }).waitFor()
  await ready(page)
  assert.equal(await page.locator('.notice').count(), 0, 'no error is left')
})

test('a long name is shortened on the map and shown in full at the pointer', async (t) => {
  const long = 'Permanent Representative of the Association of Very Long Names to the United Nations Office at Geneva'
  const node = (id, label) => ({ id, label, type: 'OFFICIAL', degree: 1 })
  const { page, failures } = await openExplorer(t, browser, '/?actor=official:Q56226&from=2025&to=2025', {
    viewport: { width: 390, height: 860 },
    before: answering({
      Map: () => ({ data: { relationshipMap: { nodes: [node('official:Q56226', long), node('official:b', `${long} too`)], edges: [{ id: 'e', source: 'official:Q56226', target: 'official:b', weight: 2, first: null, last: null, kinds: [] }], omitted: { nodes: 0, edges: 0, exact: true } } } }),
    }),
  })
  await page.getByRole('button', { name: 'Download the map' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Picture (SVG)' }).click()])
  const { readFile } = await import('node:fs/promises')
  const svg = await readFile(await download.path(), 'utf8')
  assert.equal((svg.match(/>Permanent Rep[^<]*…</g) ?? []).length, 2, 'both names are shortened')
  assert.equal((svg.match(new RegExp(`<title>${long}( too)?</title>`, 'g')) ?? []).length, 2, 'both full names are in titles')
  assert.match(svg, /Sources: not read\./, 'the picture reports that it has no sources')
  const [, x, y] = /<circle cx="([\d.]+)" cy="([\d.]+)"/.exec(svg)
  const { x: left, y: top } = await page.locator('#map .map').boundingBox()
  await page.mouse.move(left + Number(x), top + Number(y))
  await page.waitForFunction((long) => document.querySelector('#map .map').title.startsWith(long), long)
  assert.deepEqual(failures, [])
})

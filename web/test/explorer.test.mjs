// Uses the explorer of the server at DEMARCHE_URL in a real browser, as an analyst would. SCREENSHOTS is a folder for screenshots.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { base, launch, openExplorer, openPage, picture, ready } from './browser.mjs'

const axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const visit = 'event:2025-09-kim-beijing-visit'
let browser

before(async () => { browser = await launch() })
after(() => browser?.close())

const open = (t, path, options) => openExplorer(t, browser, path, options)

const card = (page) => page.locator('aside article')
const title = (page) => page.locator('#card-title')

// violations returns the accessibility errors that axe finds on the page.
async function violations(page) {
  await page.evaluate(`${axe};0`)
  return page.evaluate(async () => {
    const { violations } = await window.axe.run()
    return violations.map(({ id, nodes }) => [id, ...nodes.map((n) => `${n.target}: ${n.failureSummary}`)])
  })
}

// shown returns the visible content: the selection, the events, the figures and the card.
async function shown(page) {
  return page.evaluate(() => ({
    address: location.search,
    selection: document.querySelector('.filters').innerText,
    events: [...document.querySelectorAll('#timeline [data-event]')].map((e) => [e.dataset.event, e.getAttribute('aria-label')]),
    figures: document.querySelector('#trade table')?.innerText,
    map: document.querySelector('#map .meta').innerText,
    card: document.querySelector('aside article').innerText,
  }))
}

test('a search leads to the visit of September 2025 and to a link', async (t) => {
  const { page, failures } = await open(t)
  await page.getByRole('combobox', { name: /^Search/ }).fill('김정은')
  await page.getByRole('option', { name: /Kim Jong Un/ }).first().waitFor()
  await page.keyboard.press('Enter')
  await title(page).filter({ hasText: 'Kim Jong Un' }).waitFor()
  await page.locator(`#timeline [data-event="${visit}"]`).click()
  await title(page).filter({ hasText: 'Kim Jong Un visits Beijing' }).waitFor()
  await ready(page)
  const text = await card(page).innerText()
  for (const part of ['2–4 September 2025', 'Minister of Foreign Affairs of North Korea', 'Xi Jinping visits Pyongyang', '2265 to 2268 days',
    'Military parade in Beijing', "News report on China's customs data", 'The event is in September 2025.']) {
    assert.ok(text.includes(part), `the card has no ${part}:\n${text}`)
  }

  await t.test('the trade chart marks the visit', async () => {
    assert.equal(await page.locator(`#trade svg [data-event="${visit}"].here`).count(), 1)
    const label = await page.locator('#trade svg[role=img]').getAttribute('aria-label')
    assert.match(label, /September 2025 USD 228\.1 million.*no figure for July 2025.*Marked: Kim Jong Un visits Beijing/)
  })
  await t.test("a link opens Li Qiang's visit, and the back button returns", async () => {
    await card(page).getByRole('button', { name: 'Li Qiang visits Pyongyang' }).click()
    await title(page).filter({ hasText: 'Li Qiang visits Pyongyang' }).waitFor()
    await ready(page)
    assert.ok((await card(page).innerText()).includes('9–11 October 2025'))
    await page.goBack()
    await title(page).filter({ hasText: 'Kim Jong Un visits Beijing' }).waitFor()
    await page.goForward()
    await title(page).filter({ hasText: 'Li Qiang visits Pyongyang' }).waitFor()
  })
  await t.test('the link shows the same in a fresh browser and after a reload', async () => {
    await ready(page)
    const before = await shown(page)
    const { page: other, failures: otherFailures } = await open(t, new URL(page.url()).pathname + new URL(page.url()).search)
    assert.deepEqual(await shown(other), before)
    await other.reload()
    await ready(other)
    assert.deepEqual(await shown(other), before)
    assert.deepEqual(otherFailures, [])
  })
  await picture(page, 'explorer-story')
  assert.deepEqual(failures, [])
})

test('a card and a figure link to their sources', async (t) => {
  const { page, failures } = await open(t, `/?actor=official:Q56226&actor=official:Q15031&from=2025&to=2025&show=${visit}`)
  await card(page).getByRole('button', { name: /News report/ }).click()
  await title(page).filter({ hasText: 'News report' }).waitFor()
  await ready(page)
  await page.locator('#trade').getByRole('button', { name: 'September 2025' }).click()
  await title(page).filter({ hasText: 'USD 228.1 million' }).waitFor()
  await card(page).getByText('the agreement is circular').first().waitFor()
  await card(page).getByRole('button', { name: /customs/i }).first().waitFor()
  assert.deepEqual(failures, [])
})

test('the map opens a pair, a path and a frame', async (t) => {
  const { page, failures } = await open(t, '/?actor=official:Q56226&actor=official:Q15031&from=2025-07&to=2025-11&map=table')
  await page.locator('#map').getByRole('button', { name: 'Kim Jong Un – Li Qiang' }).or(page.locator('#map').getByRole('button', { name: 'Li Qiang – Kim Jong Un' })).click()
  await card(page).getByText('They share 2 events in the window.').waitFor()
  await page.goto(new URL('/?actor=official:Q15031&show=official:wang-yi&path=official:Q22686', base).href)
  await title(page).filter({ hasText: 'From Wang Yi to Donald Trump' }).waitFor()
  await card(page).getByText('3 events connect them.').waitFor()
  await page.goto(new URL('/?actor=official:Q56226&actor=official:Q15031&from=2025-07&to=2025-11', base).href)
  await ready(page)
  await page.getByRole('slider', { name: 'Frame of the map' }).press('ArrowRight')
  await page.getByText('September 2025: 6 new, 0 gone').or(page.getByText('September 2025: 5 new, 0 gone')).first().waitFor()
  assert.match(page.url(), /month=2025-09/)
  assert.deepEqual(failures, [])
})

test('countries take part in the events of their officials', async (t) => {
  const { page, failures } = await open(t, `/?actor=country:PRK&actor=country:CHN&from=2025&to=2025&lanes=actor&show=country:CHN`)
  await page.locator(`[data-lane="country:CHN"] [data-event="${visit}"]`).waitFor()
  assert.equal(await page.locator(`[data-lane="country:JPN"]`).count(), 0, 'a country that is not selected has no lane')
  await page.locator(`[data-lane="country:PRK"] [data-event="${visit}"]`).focus()
  assert.equal(await page.locator('.mark.dimmed').count(), 0)
  assert.deepEqual(failures, [])
})

test('pictures and data are saved', async (t) => {
  const { page, failures } = await open(t)
  const save = async (view, label) => {
    await page.getByRole('button', { name: `Download the ${view}` }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: label }).click()])
    return readFile(await download.path())
  }
  const expected = {
    map: { title: /Who shares events with Kim Jong Un and Xi Jinping/, parts: [/official/, /selected/, /wider ties/, /7 actors/] },
    timeline: { title: /Events of Kim Jong Un and Xi Jinping/, parts: [/8 events/, /Visit/, /from one day to another/] },
    trade: { title: /China exports to North Korea: /, parts: [/Monthly values in USD, valuation FOB/, /Publisher: \w/, /reported/, /no figure/] },
  }
  for (const view of ['map', 'timeline', 'trade']) {
    const svg = String(await save(view, 'Picture (SVG)'))
    const png = (await save(view, 'Picture (PNG)')).toString('base64')
    const seen = await page.evaluate(async ([svg, png]) => {
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (c) => c.charCodeAt(0))], { type: 'image/png' }))
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      const colours = new Set()
      for (let i = 0; i < data.length; i += 4) colours.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`)
      return { root: parsed.documentElement.nodeName, text: [...parsed.querySelectorAll('text')].map((line) => line.textContent).join(' '), colours: colours.size }
    }, [svg, png])
    assert.equal(seen.root, 'svg', view)
    assert.match(seen.text, { map: /Xi Jinping/, timeline: /Kim Jong Un visits Beijing/, trade: /228\.1M/ }[view])
    // The picture has a title, the window, the sources and its date.
    for (const part of [expected[view].title, /July 2025 – November 2025/, /Sources: .*News report/, /Made on \d{1,2} \w{3} \d{4} with Demarche\. The view: http/, ...expected[view].parts]) assert.match(seen.text, part, view)
    if (process.env.SCREENSHOTS) await writeFile(`${process.env.SCREENSHOTS}/picture-${view}.png`, Buffer.from(png, 'base64'))
    assert.ok(seen.colours > 20, `${view}: ${seen.colours} colours`)
  }
  const figures = String(await save('trade', 'Table (CSV)'))
  assert.match(figures, /^series,reporter,partner,flow,commodity,valuation,publisher,period,value,currency,roundedTo,basis,yoyReported,yoyComputed,/)
  assert.match(figures, /,China,North Korea,EXPORT,TOTAL,FOB,[^\r]*,2025-09,228100000,USD,100000,REPORTED,30.75,30.7\d+,CIRCULAR,54.53,54.5\d+,CIRCULAR,.*customs data/)
  assert.match(String(await save('timeline', 'Table (CSV)')), /^id,kind,title,date,earliest,latest,place,participants,sources\r\n.*"?2025-09-02\/2025-09-04[^\r]*News report/s)
  assert.match(String(await save('map', 'Table (CSV)')), /^source,sourceName,target,targetName,weight,first,last,kinds,sources\r\n[^\r]*News report/)
  assert.equal(JSON.parse(String(await save('map', 'Data (JSON)'))).relationshipMap.nodes.length, 7)
  assert.deepEqual(failures, [])
})

test('the menus link to exports of the selection', async (t) => {
  const { page, failures } = await open(t)
  const seen = {}
  for (const view of ['map', 'timeline']) {
    await page.getByRole('button', { name: `Download the ${view}` }).click()
    seen[view] = await page.locator(`#${view} .menu a`).evaluateAll((links) => links.map((link) => [link.textContent, link.href]))
    await page.keyboard.press('Escape')
  }
  assert.deepEqual(seen.map.map(([name]) => name), ['Whole map (GEXF, for Gephi)', 'Whole map (GraphML)', 'Whole map (Cytoscape JSON)'])
  for (const [name, href] of Object.values(seen).flat()) {
    const answer = await fetch(href)
    assert.equal(answer.status, 200, `${name}: ${href}`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    assert.ok(bytes.length > 300, name)
    if (name === 'All events (CSV)') assert.equal(bytes.toString().trim().split('\n').length, 1 + 8, 'the events of the timeline, below a header')
  }
  assert.deepEqual(failures, [])
})

const emptyAnswers = { Story: { nodes: [null, null] }, Newest: { timeline: { nodes: [] } } }
for (const colorScheme of ['light', 'dark']) {
  test(`the page explains how to fill an empty graph (${colorScheme})`, async (t) => {
    const { page, failures } = await openPage(t, browser, base, {
      colorScheme,
      // The answers of a server with an empty database.
      before: (page) => page.route('**/graphql', (route) => {
        const [, name] = /query (\w+)/.exec(route.request().postData())
        return route.fulfill({ json: { data: emptyAnswers[name] } })
      }),
    })
    await page.getByRole('heading', { name: 'This graph is empty' }).waitFor()
    assert.match(await page.locator('main').innerText(), /demarche seed\s+demarche import FORMAT FILE/)
    await picture(page, `explorer-empty-${colorScheme}`)
    assert.deepEqual(await violations(page), [])
    assert.deepEqual(failures, [])
  })
}

test('“Show me the query” opens GraphiQL with the query of a view', async (t) => {
  const { page, failures } = await open(t)
  await page.getByRole('link', { name: 'Show me the query of the timeline' }).click()
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  const sent = page.waitForResponse((r) => r.url().endsWith('/graphql') && r.request().postData().includes('query Events'))
  await page.getByRole('button', { name: /Execute query/ }).click()
  const body = await (await sent).json()
  assert.equal(body.errors, undefined)
  assert.equal(body.data.count.totalCount, 8)
  assert.deepEqual(failures, [])
})

test('search groups its results with events last, and an office has a card', async (t) => {
  const { page, failures } = await open(t, '/?map=table&from=2025')
  await page.getByRole('combobox', { name: /^Search/ }).fill('premier')
  await page.locator('#found [role=option]').first().waitFor()
  const groups = await page.locator('#found [role=group]').evaluateAll((all) => all.map((group) => document.getElementById(group.getAttribute('aria-labelledby')).textContent))
  assert.ok(groups.includes('Offices') && (groups.indexOf('Events') < 0 || groups.indexOf('Events') === groups.length - 1), `${groups}`)
  const at = await page.locator('#found [role=option]').evaluateAll((all) => all.findIndex((one) => one.querySelector('.Post')))
  for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown')
  await picture(page, 'explorer-search')
  assert.deepEqual(await violations(page), [])
  await page.keyboard.press('Enter')
  await title(page).filter({ hasText: 'Premier' }).waitFor()
  await card(page).getByText('Holders, newest first').waitFor()
  assert.deepEqual(failures, [])
})

test('the keyboard skips, searches, moves through time and closes cards', async (t) => {
  const { page, failures } = await open(t)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the views')
  await page.keyboard.press('/')
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox')
  await page.locator('#timeline .mark[tabindex="0"]').focus()
  const first = await page.evaluate(() => document.activeElement.dataset.event)
  await page.keyboard.press('ArrowRight')
  const second = await page.evaluate(() => document.activeElement.dataset.event)
  assert.ok(second && second !== first)
  await page.keyboard.press('Enter')
  await page.waitForFunction((id) => new URLSearchParams(location.search).get('show') === id, second)
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !new URLSearchParams(location.search).has('show'))

  // The focus stays on the element that opened a card, follows links in the card, and returns when the card closes.
  const focused = () => page.evaluate(() => document.activeElement.dataset.event ?? document.activeElement.textContent)
  assert.equal(await focused(), second)
  await page.keyboard.press('Enter')
  await card(page).getByRole('button', { name: 'Kim Jong Un', exact: true }).focus()
  await page.keyboard.press('Enter')
  await title(page).filter({ hasText: /^Kim Jong Un$/ }).waitFor()
  await page.waitForFunction(() => document.activeElement.id === 'card-title')
  const download = page.getByRole('button', { name: 'Download the timeline' })
  await download.focus()
  for (const [key, name] of [['ArrowDown', 'Picture (SVG)'], ['ArrowUp', 'All records (JSON Lines)'], ['Escape', 'Download the timeline']]) {
    await page.keyboard.press(key)
    await page.waitForFunction((name) => document.activeElement.textContent.trim() === name, name)
  }
  assert.equal(await page.locator('#timeline .menu a').count(), 0, 'the menu is closed')
  assert.match(page.url(), /show=official:Q56226/, 'the card is open')
  await title(page).focus()
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !new URLSearchParams(location.search).has('show'))
  assert.equal(await focused(), second)

  const before = page.url()
  await page.getByRole('slider', { name: 'First day of the window' }).press('ArrowLeft')
  await page.waitForFunction((old) => location.href !== old, before)
  assert.deepEqual(failures, [])
})

test('an error has a message and a retry button', async (t) => {
  const { page } = await open(t, '/?actor=official:nobody', { colorScheme: 'dark' })
  await page.locator('#map .notice').first().waitFor()
  assert.match(await page.locator('#map .notice').first().innerText(), /official:nobody[\s\S]*Try again/)
  assert.deepEqual(await violations(page), [])
})

const views = { story: '/', card: `/?actor=official:Q56226&actor=official:Q15031&from=2025-07&to=2025-11&map=table&lanes=actor&show=${visit}` }
for (const [name, path] of Object.entries(views)) {
  test(`axe finds no violations in any size and theme (${name})`, async (t) => {
    const { page, failures } = await open(t, path)
    for (const [width, height] of [[375, 812], [1280, 860], [2560, 1440]]) {
      await page.setViewportSize({ width, height })
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        await page.waitForFunction((width) => innerWidth === width && document.documentElement.scrollWidth <= width, width) // nothing is wider than the page
        if (process.env.SCREENSHOTS) await picture(page, `explorer-${name}-${width}-${colorScheme}`)
        assert.deepEqual(await violations(page), [], `${width} px, ${colorScheme}`)
      }
    }
    assert.deepEqual(failures, [])
  })
}

// The explorer's fields, views and address at DEMARCHE_URL say the same after any edits, however quick, and a link that cannot be
// shown as it stands says so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, openExplorer, picture, ready } from './browser.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

const pair = 'map=table&actor=official:Q56226&actor=official:Q15031' // a table is there sooner than a drawing

// agreement is what the address, the fields and the views say of the window and the flow.
async function agreement(page) {
  await ready(page)
  return page.evaluate(() => {
    const given = new URLSearchParams(location.search)
    const field = (name) => document.querySelector(name).value
    const [from, to] = [...document.querySelectorAll('.when input')].map((input) => input.value)
    const asked = (id) => JSON.parse(new URLSearchParams(document.querySelector(`#${id} a[title="Show me the query"]`).href.split('?')[1]).get('variables'))
    const timeline = asked('timeline').filter.during
    return {
      address: [given.get('from') ?? '', given.get('to') ?? ''], fields: [from, to],
      views: [timeline?.from ?? '', timeline?.to ?? ''],
      sliders: [...document.querySelectorAll('#timeline [role=slider]')].map((slider) => slider.getAttribute('aria-valuetext')),
      trade: given.get('trade'), flow: ['.flow label:nth-of-type(1) input', '.flow label:nth-of-type(2) input', '.goods input'].map(field),
    }
  })
}

async function agree(page, from, to, sliders) {
  const said = await agreement(page)
  assert.deepEqual({ address: said.address, fields: said.fields, views: said.views }, { address: [from, to], fields: [from, to], views: [from, to] })
  if (sliders) assert.deepEqual(said.sliders, sliders)
}

const from = (page) => page.getByRole('textbox', { name: 'from' })
const to = (page) => page.getByRole('textbox', { name: 'to' })
const type = async (page, field, text) => {
  await field.fill(text)
  await page.keyboard.press('Tab')
}

test('the window: ends that are typed one after the other, in any order', async (t) => {
  const { page, wrong } = await openExplorer(t, browser, `/?${pair}&from=2018&to=2019`)
  await type(page, from(page), '2025-01')
  await page.getByRole('alert').filter({ hasText: 'ends before it begins. The views still show 2018 – 2019.' }).waitFor()
  assert.equal(await from(page).getAttribute('aria-invalid'), 'true')
  await type(page, to(page), '2025-12')
  await agree(page, '2025-01', '2025-12', ['1 Jan 2025', '31 Dec 2025'])
  assert.equal(await page.getByRole('alert').count(), 0)
  await type(page, to(page), '2011')
  await type(page, from(page), '2010')
  await agree(page, '2010', '2011')
  await page.goBack()
  await agree(page, '2025-01', '2025-12')

  for (const bad of ['2025-13', '2025-02-30', 'soon']) {
    await type(page, from(page), bad)
    await page.getByRole('alert').filter({ hasText: `“${bad}” is no date` }).waitFor()
    await from(page).press('Escape')
    await agree(page, '2025-01', '2025-12')
  }
  await type(page, from(page), '2026')
  await page.goBack() // what was typed is void when the window changes otherwise
  await agree(page, '2018', '2019')
  assert.equal(await page.getByRole('alert').count(), 0)
  await from(page).fill('2017')
  await page.goForward() // so is what is not yet taken
  await agree(page, '2025-01', '2025-12')
  assert.deepEqual(wrong, [])
})

// Each of these comes while the window that a button moved is not yet settled.
const edits = {
  'another end': async (page) => { await to(page).fill('2026'); await to(page).press('Enter') },
  'a kind': (page) => page.getByRole('button', { name: 'Visits', exact: true }).click(),
  'a card': (page) => page.locator('#timeline [data-event]').first().dispatchEvent('click'),
  'a flow': async (page) => { await page.getByRole('textbox', { name: 'Partner' }).fill('JPN'); await page.keyboard.press('Enter') },
  'the steps': (page) => page.getByLabel('Steps').selectOption('1'),
  'all time': (page) => page.getByRole('button', { name: 'All time' }).first().click(),
  'back': (page) => page.evaluate(() => history.back()),
  'an actor taken out': (page) => page.getByRole('button', { name: /^Take .* out of the selection$/ }).first().click(),
}
test('edits that come while the window moves lose nothing', async (t) => {
  const { page, wrong } = await openExplorer(t, browser, `/?${pair}&from=2025&to=2025`)
  for (const [name, edit] of Object.entries(edits)) {
    await t.test(name, async () => {
      await page.evaluate((pair) => {
        for (const from of [2025, 2024]) history.pushState(null, '', `?${pair}&from=${from}&to=2025`)
        dispatchEvent(new PopStateEvent('popstate'))
      }, pair)
      await ready(page)
      await page.locator('#timeline').getByRole('button', { name: 'Longer window' }).click()
      await edit(page)
      await page.waitForFunction(() => {
        const given = new URLSearchParams(location.search)
        const [from, to] = [...document.querySelectorAll('.when input')].map((input) => input.value)
        return (given.get('from') ?? '') === from && (given.get('to') ?? '') === to
      })
      const { address, fields, views } = await agreement(page)
      assert.deepEqual({ fields, views }, { fields: address, views: address })
      const expected = { 'all time': ['', ''], back: ['2025', '2025'], 'another end': ['2023', '2026'] }[name] ?? ['2023', '2026']
      assert.ok(expected[0] === address[0].slice(0, 4) && expected[1] === address[1].slice(0, 4), `${address}`)
    })
  }
  assert.deepEqual(wrong, [])
})

test('a flow is typed code by code, where nothing suggests one and where one is shown', async (t) => {
  const { page, wrong } = await openExplorer(t, browser, '/?map=table&from=2025-01&to=2025-12')
  const [reporter, partner, goods] = [page.getByRole('textbox', { name: 'Reporter' }), page.getByRole('textbox', { name: 'Partner' }), page.getByRole('textbox', { name: "Commodity's code" })]
  await type(page, reporter, 'chn')
  await page.getByRole('alert').filter({ hasText: 'The second country is missing' }).waitFor()
  await type(page, partner, 'prk')
  await page.locator('#trade table').waitFor()
  assert.equal((await agreement(page)).trade, 'CHN-PRK-export-TOTAL')
  await type(page, goods, 'a b')
  await page.getByRole('alert').filter({ hasText: 'is no commodity code' }).waitFor()
  await type(page, goods, '')
  await page.getByRole('button', { name: 'The other way round' }).click()
  const { trade, flow } = await agreement(page)
  assert.deepEqual({ trade, flow }, { trade: 'PRK-CHN-export-TOTAL', flow: ['PRK', 'CHN', 'TOTAL'] })
  assert.deepEqual(wrong, [])
})

test('Enter takes the first result, however early it comes', async (t) => {
  const { page, wrong } = await openExplorer(t, browser, '/?map=table&from=2025')
  await page.getByRole('combobox', { name: /^Search/ }).pressSequentially('Xi Jinping')
  await page.keyboard.press('Enter')
  await page.locator('#card-title').filter({ hasText: 'Xi Jinping' }).waitFor()
  assert.deepEqual(new URL(page.url()).searchParams.getAll('actor'), ['official:Q15031'])
  assert.deepEqual(wrong, [])
})

test('what a link says and the page cannot show is said', async (t) => {
  const { page, wrong } = await openExplorer(t, browser, `/?${pair}&from=2025-13&to=2025-12&kind=party&fron=2024&show=event:no`)
  const said = page.locator('.filters .notice')
  for (const part of ['“from=2025-13”, which is not a year', '“kind=party”', '“fron=2024”, which this page does not know']) await said.filter({ hasText: part }).waitFor()
  await page.getByText('Nothing has this id here.').waitFor()
  for (const width of [390, 1280, 1440]) {
    await page.setViewportSize({ width, height: 860 })
    await picture(page, `explorer-bad-link-${width}`)
  }
  await type(page, from(page), '2025-01') // what is mended is said no more
  await said.filter({ hasText: 'from=2025-13' }).waitFor({ state: 'detached' })
  await said.filter({ hasText: 'party' }).getByRole('button', { name: 'Close' }).click()
  assert.equal(await said.count(), 1)
  assert.deepEqual(wrong, [])
})

test('what only the graph knows to be wrong in a link is said in its view', async (t) => {
  const { page } = await openExplorer(t, browser, `/?${pair}&from=2025-07&to=2025-11&month=2031-01&series=series:no&trade=CHN-PRK-export-TOTAL`)
  await page.locator('#trade').getByText('names a series that this flow does not have').waitFor()
  await page.locator('#map output').filter({ hasText: 'January 2031: none of this map’s months' }).waitFor()
  await page.goto(new URL(`/?actor=official:no&trade=QQQ-PRK-export-TOTAL&from=2025&to=2025`, page.url()).href)
  await page.locator('#map .notice').filter({ hasText: 'official:no' }).waitFor()
  await page.locator('#trade .notice').filter({ hasText: 'QQQ' }).waitFor()
})

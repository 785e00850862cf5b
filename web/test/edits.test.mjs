// Checks that the explorer's fields, views and address at DEMARCHE_URL agree after any edits, however quick, and that the page
// reports the invalid parameters of a link.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, openExplorer, picture, ready } from './browser.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

const pair = 'map=table&actor=official:Q56226&actor=official:Q15031' // a table is ready sooner than a drawing

// windowAndFlow returns the window and the flow in the address, the fields and the views.
async function windowAndFlow(page) {
  await ready(page)
  return page.evaluate(() => {
    const given = new URLSearchParams(location.search)
    const field = (name) => document.querySelector(name).value
    const [from, to] = [...document.querySelectorAll('.dates input')].map((input) => input.value)
    const variables = (id) => JSON.parse(new URLSearchParams(document.querySelector(`#${id} a[title="Show me the query"]`).href.split('?')[1]).get('variables'))
    const timeline = variables('timeline').filter.during
    return {
      address: [given.get('from') ?? '', given.get('to') ?? ''], fields: [from, to],
      views: [timeline?.from ?? '', timeline?.to ?? ''],
      sliders: [...document.querySelectorAll('#timeline [role=slider]')].map((slider) => slider.getAttribute('aria-valuetext')),
      trade: given.get('trade'), flow: ['.flow label:nth-of-type(1) input', '.flow label:nth-of-type(2) input', '.goods input'].map(field),
    }
  })
}

async function assertWindow(page, from, to, sliders) {
  const { address, fields, views, sliders: shown } = await windowAndFlow(page)
  assert.deepEqual({ address, fields, views }, { address: [from, to], fields: [from, to], views: [from, to] })
  if (sliders) assert.deepEqual(shown, sliders)
}

const from = (page) => page.getByRole('textbox', { name: 'from' })
const to = (page) => page.getByRole('textbox', { name: 'to' })
const type = async (page, field, text) => {
  await field.fill(text)
  await page.keyboard.press('Tab')
}

test('the ends of the window can be typed in any order', async (t) => {
  const { page, failures } = await openExplorer(t, browser, `/?${pair}&from=2018&to=2019`)
  await type(page, from(page), '2025-01')
  await page.getByRole('alert').filter({ hasText: 'ends before it begins. The views still show 2018 – 2019.' }).waitFor()
  assert.equal(await from(page).getAttribute('aria-invalid'), 'true')
  await type(page, to(page), '2025-12')
  await assertWindow(page, '2025-01', '2025-12', ['1 Jan 2025', '31 Dec 2025'])
  assert.equal(await page.getByRole('alert').count(), 0)
  await type(page, to(page), '2011')
  await type(page, from(page), '2010')
  await assertWindow(page, '2010', '2011')
  await page.goBack()
  await assertWindow(page, '2025-01', '2025-12')

  for (const bad of ['2025-13', '2025-02-30', 'soon']) {
    await type(page, from(page), bad)
    await page.getByRole('alert').filter({ hasText: `“${bad}” is not a date` }).waitFor()
    await from(page).press('Escape')
    await assertWindow(page, '2025-01', '2025-12')
  }
  await type(page, from(page), '2026')
  await page.goBack() // another change of the window discards the typed text
  await assertWindow(page, '2018', '2019')
  assert.equal(await page.getByRole('alert').count(), 0)
  await from(page).fill('2017')
  await page.goForward() // and text that is not yet submitted
  await assertWindow(page, '2025-01', '2025-12')
  assert.deepEqual(failures, [])
})

// Each edit happens before the window that a button moved is committed.
const edits = {
  'another end': async (page) => { await to(page).fill('2026'); await to(page).press('Enter') },
  'a kind': (page) => page.getByRole('button', { name: 'Visits', exact: true }).click(),
  'a card': (page) => page.locator('#timeline [data-event]').first().dispatchEvent('click'),
  'a flow': async (page) => { await page.getByRole('textbox', { name: 'Partner' }).fill('JPN'); await page.keyboard.press('Enter') },
  'the steps': (page) => page.getByLabel('Steps').selectOption('1'),
  'all time': (page) => page.getByRole('button', { name: 'All time' }).first().click(),
  'back': (page) => page.evaluate(() => history.back()),
  'an actor removed': (page) => page.getByRole('button', { name: /^Remove .* from the selection$/ }).first().click(),
}
test('an edit while the window moves loses no change', async (t) => {
  const { page, failures } = await openExplorer(t, browser, `/?${pair}&from=2025&to=2025`)
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
        const [from, to] = [...document.querySelectorAll('.dates input')].map((input) => input.value)
        return (given.get('from') ?? '') === from && (given.get('to') ?? '') === to
      })
      const { address, fields, views } = await windowAndFlow(page)
      assert.deepEqual({ fields, views }, { fields: address, views: address })
      const expected = { 'all time': ['', ''], back: ['2025', '2025'], 'another end': ['2023', '2026'] }[name] ?? ['2023', '2026']
      assert.ok(expected[0] === address[0].slice(0, 4) && expected[1] === address[1].slice(0, 4), `${address}`)
    })
  }
  assert.deepEqual(failures, [])
})

test('a flow can be typed code by code', async (t) => {
  const { page, failures } = await openExplorer(t, browser, '/?map=table&from=2025-01&to=2025-12')
  const [reporter, partner, goods] = [page.getByRole('textbox', { name: 'Reporter' }), page.getByRole('textbox', { name: 'Partner' }), page.getByRole('textbox', { name: 'Commodity code' })]
  await type(page, reporter, 'chn')
  await page.getByRole('alert').filter({ hasText: 'The second country is missing' }).waitFor()
  await type(page, partner, 'prk')
  await page.locator('#trade table').waitFor()
  assert.equal((await windowAndFlow(page)).trade, 'CHN-PRK-export-TOTAL')
  await type(page, goods, 'a b')
  await page.getByRole('alert').filter({ hasText: 'is not a commodity code' }).waitFor()
  await type(page, goods, '')
  await page.getByRole('button', { name: 'Swap the countries' }).click()
  const { trade, flow } = await windowAndFlow(page)
  assert.deepEqual({ trade, flow }, { trade: 'PRK-CHN-export-TOTAL', flow: ['PRK', 'CHN', 'TOTAL'] })
  assert.deepEqual(failures, [])
})

test('Enter chooses the first result, even before it arrives', async (t) => {
  const { page, failures } = await openExplorer(t, browser, '/?map=table&from=2025')
  await page.getByRole('combobox', { name: /^Search/ }).pressSequentially('Xi Jinping')
  await page.keyboard.press('Enter')
  await page.locator('#card-title').filter({ hasText: 'Xi Jinping' }).waitFor()
  assert.deepEqual(new URL(page.url()).searchParams.getAll('actor'), ['official:Q15031'])
  assert.deepEqual(failures, [])
})

test('the page reports the invalid parameters of a link', async (t) => {
  const { page, failures } = await openExplorer(t, browser, `/?${pair}&from=2025-13&to=2025-12&kind=party&fron=2024&show=event:no`)
  const notices = page.locator('.filters .notice')
  for (const part of ['“from=2025-13”, which is not a year', '“kind=party”', '“fron=2024”, which this page does not know']) await notices.filter({ hasText: part }).waitFor()
  await page.getByText('No record has this id.').waitFor()
  for (const width of [390, 1280, 1440]) {
    await page.setViewportSize({ width, height: 860 })
    await picture(page, `explorer-bad-link-${width}`)
  }
  await type(page, from(page), '2025-01') // a corrected parameter is no longer reported
  await notices.filter({ hasText: 'from=2025-13' }).waitFor({ state: 'detached' })
  await notices.filter({ hasText: 'party' }).getByRole('button', { name: 'Close' }).click()
  assert.equal(await notices.count(), 1)
  assert.deepEqual(failures, [])
})

test('a view reports the parameters of a link that do not match the graph', async (t) => {
  const { page } = await openExplorer(t, browser, `/?${pair}&from=2025-07&to=2025-11&month=2031-01&series=series:no&trade=CHN-PRK-export-TOTAL`)
  await page.locator('#trade').getByText('names a series that this flow does not have').waitFor()
  await page.locator('#map output').filter({ hasText: 'January 2031: no frame of this map begins then' }).waitFor()
  await page.goto(new URL(`/?actor=official:no&trade=QQQ-PRK-export-TOTAL&from=2025&to=2025`, page.url()).href)
  await page.locator('#map .notice').filter({ hasText: 'official:no' }).waitFor()
  await page.locator('#trade .notice').filter({ hasText: 'QQQ' }).waitFor()
})

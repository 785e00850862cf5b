// Tests the parts of the explorer that need no page: dates, the address, CSV, and the range that is drawn.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runnerImport } from 'vite'

const root = new URL('../explorer', import.meta.url).pathname
const load = async (name) => (await runnerImport(`${root}/src/${name}`, { configFile: false, root })).module
const days = await load('state/days.ts')
const address = await load('state/address.ts')
const { rangeWithoutOutliers, bucketWidthFor } = await load('state/outliers.ts')
const { ticks } = await load('timeline/ticks.ts')
const { csv } = await load('csv.ts')

test('days convert to dates and back in any year', () => {
  for (let day = -1_500_000; day < 3_500_000; day += 97) {
    const date = new Date(day * 86_400_000)
    assert.deepEqual(days.civilOf(day), { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
    assert.equal(days.dayOf(days.isoOf(day)), day)
  }
  for (const day of [-1_234_567_890, 9_876_543_210]) {
    const { year, month, day: of } = days.civilOf(day)
    assert.equal(days.utc(year, month, of), day, 'outside the range of JavaScript dates')
  }
})

test('labels of years are those of the server', () => {
  const names = { '-0043-03-15': '15 Mar 44 BC', '0000-01-01': '1 Jan 1 BC', '0205-09-04': '4 Sep AD 205', '2025-09-04': '4 Sep 2025' }
  for (const [iso, name] of Object.entries(names)) assert.equal(days.dateTitle(days.dayOf(iso)), name)
  assert.equal(days.monthTitle('-0043-03'), 'March 44 BC')
  assert.equal(days.windowTitle({ from: '-0043', to: '0205-09' }), '44 BC – September AD 205')
  for (const [from, to] of [['-0500-01-01', '2025-12-31'], ['-0044-01-01', '-0040-01-01'], ['0190-01-01', '0250-01-01'], ['-9999-01-01', '9999-01-01']]) {
    const labels = ticks(days.dayOf(from), days.dayOf(to), 8).filter(({ strong }) => strong).map(({ label }) => label)
    assert.ok(labels.length > 1, `${from} to ${to}: ${labels}`)
    for (const label of labels) assert.match(label, /^(\d+ BC|AD \d{1,3}|\d{4,})$/)
  }
})

test('firstDay and lastDay reject texts that are not dates', () => {
  for (const text of ['2025-13', '2025-00', '2025-02-30', '2023-02-29', '2025-9', '25', 'x', '2025/', '-0000', 'Y2025', '2025-09-04T00:00']) {
    assert.equal(days.firstDay(text), null, text)
    assert.equal(days.lastDay(text), null, text)
  }
  for (const text of ['2025', '2025-09', '2024-02-29', '-0043', '0000', 'Y-99999', 'Y12345']) assert.ok(days.firstDay(text) <= days.lastDay(text), text)
})

test('reading a written link returns the same view and no problems', () => {
  const view = {
    ...address.emptyView, actors: ['official:Q1', 'country:PRK', 'org:u-n'], match: 'ALL', from: '-0043-03', to: '2025', kinds: ['VISIT', 'TRADE_RELEASE'], certain: true,
    depth: 3, lanes: 'actor', table: true, month: '-0043-03', trade: { reporter: 'CHN', partner: 'PRK', flow: 'IMPORT', commodity: '1507' },
    series: 'series:a-b', show: 'official:Q1', other: 'org:u-n', path: true,
  }
  const written = address.writeView(view)
  assert.deepEqual(address.readView(written), { view, problems: [], empty: false })
  const named = new Set([...new URLSearchParams(written).keys(), 'with'])
  assert.deepEqual([...named].sort(), Object.keys(address.parameters).sort(), 'the view sets every parameter')
  assert.deepEqual(address.readView('?'), { view: address.emptyView, problems: [], empty: true })
})

test('a flow may have an aggregate at either end', () => {
  for (const code of ['CHN', 'SUHH', 'WLD', 'EU27', 'ASEAN', 'NES899', 'FREEZONES', 'M142']) {
    for (const trade of [{ reporter: code, partner: 'CHN', flow: 'EXPORT', commodity: 'TOTAL' }, { reporter: 'CHN', partner: code, flow: 'IMPORT', commodity: '1507' }]) {
      assert.equal(address.flowProblem(trade), '')
      assert.deepEqual(address.readView(address.writeView({ ...address.emptyView, trade })).view.trade, trade)
    }
  }
})

test('each invalid parameter is reported, with what the page shows instead', () => {
  for (const name of Object.keys(address.parameters)) {
    for (const value of ['2025-13', '0', 'Ω', 'ALL', 'constructor', `${'x'.repeat(3000)}`]) {
      const { view, problems } = address.readView(`?${new URLSearchParams({ [name]: value })}`)
      assert.deepEqual(view, address.emptyView, `${name}=${value}`)
      assert.equal(problems.length, 1, `${name}=${value}`)
      assert.match(problems[0].message, new RegExp(`“${name}=.*which is not .*\\. \\S.*\\.$`))
      assert.ok(problems[0].message.length < 400)
    }
    if (['actor', 'kind'].includes(name)) continue
    assert.equal(address.readView(`?${name}=&${name}=`).problems.length, 1, `${name} twice`)
  }
  for (const search of ['?fron=2025', '?utm_source=x', '?from=2026&to=2025', '?with=official:Q1', '?show=event:a&path=official:Q1', '?show=official:a&path=official:b&with=official:c',
    `?${Array.from({ length: 21 }, (_, i) => `actor=official:${i}`).join('&')}`]) {
    assert.equal(address.readView(search).problems.length, 1, search)
  }
})

test('a CSV file contains no formulas', () => {
  const marks = ['=', '+', '-', '@', '\t', '\r', "'=", "''@"]
  const lines = csv(marks.map((mark) => ({ text: `${mark}1+1`, number: -1.5, none: null })))
  assert.equal(lines.split('\r\n')[0], 'text,number,none')
  for (const mark of marks) assert.ok(lines.includes(`'${mark}1+1`), JSON.stringify(mark))
  assert.ok(lines.includes(',-1.5,'), 'numbers stay numbers')
  assert.equal(csv([{ a: "it's", b: 'a "b", c' }]), `a,b\r\nit's,"a ""b"", c"\r\n`)
})

test('the drawn range leaves out a few dates far away from all others', () => {
  const year = (y, possible = 1) => ({ start: days.isoOf(days.utc(y, 1, 1)), end: days.isoOf(days.utc(y, 12, 31)), possible })
  const stretch = (...years) => rangeWithoutOutliers(years)?.map((day) => days.civilOf(day).year) ?? null
  const story = [year(1919), year(1950), year(1990), year(2025, 40)]
  assert.equal(stretch(...story), null)
  assert.deepEqual(stretch(year(-43), ...story), [1919, 2025])
  assert.deepEqual(stretch(year(-43), year(205), ...story, year(9999)), [1919, 2025])
  assert.deepEqual(stretch(year(205), year(2024, 0), year(2025, 2)), [2025, 2025])
  assert.equal(stretch(...Array.from({ length: 200 }, (_, i) => year(20 * i - 2000))), null, 'a range without a gap is drawn whole')
  assert.equal(stretch(year(205, 100), year(2025, 100)), null, 'two groups of many events are both drawn')
  assert.equal(stretch(), null)
  for (const [years, width] of [[60, 'MONTH'], [106, 'QUARTER'], [400, 'YEAR']]) assert.equal(bucketWidthFor(years * 366), width, `${years} years`)
})

// Uses the GraphiQL page of the server at DEMARCHE_URL in a real browser: opens an example, runs it, and looks at what
// comes back. SCREENSHOTS names a folder for pictures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'

const base = process.env.DEMARCHE_URL ?? 'http://127.0.0.1:8080'
const pictures = process.env.SCREENSHOTS
let browser

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
})
after(() => browser?.close())

// open loads the page at path in a fresh profile and collects everything that goes wrong in it.
async function open(t, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  t.after(() => context.close())
  const page = await context.newPage()
  const wrong = []
  page.on('console', (m) => m.type() === 'error' && wrong.push(m.text()))
  page.on('pageerror', (e) => wrong.push(String(e)))
  page.on('request', (r) => {
    if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).host !== new URL(base).host) wrong.push(`left the server: ${r.url()}`)
  })
  await page.goto(new URL(path, base).href)
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  return { page, wrong }
}

// editorText is what an editor holds, which Monaco shows with no-break spaces.
async function editorText(page, selector) {
  const lines = await page.locator(`${selector} .view-line`).allInnerTexts()
  return lines.join('\n').replaceAll('\u00a0', ' ')
}

async function answer(page, wanted) {
  await page.waitForFunction(
    ([selector, text]) => document.querySelector(selector)?.innerText.replaceAll('\u00a0', ' ').includes(text),
    ['.graphiql-response .view-lines', wanted],
  )
  return editorText(page, '.graphiql-response')
}

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` })
}

for (const colorScheme of ['light', 'dark']) {
  test(`an example runs and shows data (${colorScheme})`, async (t) => {
    const examples = await (await fetch(new URL('/examples.json', base))).json()
    assert.ok(examples.length > 0, 'the server offers examples')
    const { page, wrong } = await open(t, '/graphiql/', { colorScheme })
    await page.getByRole('button', { name: examples.at(-1).title, exact: true }).click()
    const sent = page.waitForResponse((r) => r.url().endsWith('/graphql') && !r.request().postData().includes('IntrospectionQuery'))
    await page.getByRole('button', { name: /Execute query/ }).click()
    const body = await (await sent).json()
    assert.deepEqual(body.errors, undefined)
    assert.ok(Object.values(body.data).some((v) => v !== null), 'some root field has data')
    await answer(page, '"data"')
    await picture(page, colorScheme)
    assert.deepEqual(wrong, [])
  })
}

test('the address gives query and variables', async (t) => {
  const query = 'query Q($n: String!) { __type(name: $n) { name } }'
  const { page, wrong } = await open(t, `/graphiql/?${new URLSearchParams({ query, variables: '{"n":"Query"}' })}`)
  assert.equal(await editorText(page, '.graphiql-query-editor'), query)
  await page.getByRole('button', { name: /Execute query/ }).click()
  await answer(page, '"name": "Query"')
  assert.deepEqual(wrong, [])
})

test('the schema is read: documentation and completion know it', async (t) => {
  const { page, wrong } = await open(t, `/graphiql/?${new URLSearchParams({ query: '{ __type }' })}`)
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
  await page.getByRole('link', { name: 'Query' }).first().click()
  await page.getByText('event', { exact: true }).first().waitFor()
  await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor() // the GraphQL worker runs
  await picture(page, 'documentation')
  assert.deepEqual(wrong, [])
})

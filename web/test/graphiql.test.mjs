// Uses the GraphiQL page of the server at DEMARCHE_URL in a real browser. SCREENSHOTS is a folder for screenshots.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, openPage, picture } from './browser.mjs'

let browser

before(async () => { browser = await launch() })
after(() => browser?.close())

// open loads the page at path and waits for its editor.
async function open(t, path, options) {
  const { page, failures } = await openPage(t, browser, new URL(path, base).href, options)
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  return { page, failures }
}

// editorText returns the text of an editor. Monaco shows spaces as no-break spaces.
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

for (const colorScheme of ['light', 'dark']) {
  test(`an example runs and shows data (${colorScheme})`, async (t) => {
    const examples = await (await fetch(new URL('/examples.json', base))).json()
    assert.ok(examples.length > 0, 'the server has examples')
    const { page, failures } = await open(t, '/graphiql/', { colorScheme })
    await page.getByRole('button', { name: examples.at(-1).title, exact: true }).click()
    const sent = page.waitForResponse((r) => r.url().endsWith('/graphql') && !r.request().postData().includes('IntrospectionQuery'))
    await page.getByRole('button', { name: /Execute query/ }).click()
    const body = await (await sent).json()
    assert.deepEqual(body.errors, undefined)
    assert.ok(Object.values(body.data).some((v) => v !== null), 'a root field has data')
    await answer(page, '"data"')
    await picture(page, `graphiql-${colorScheme}`)
    assert.deepEqual(failures, [])
  })
}

test('the page reads the query and the variables from the address', async (t) => {
  const query = 'query Q($n: String!) { __type(name: $n) { name } }'
  const { page, failures } = await open(t, `/graphiql/?${new URLSearchParams({ query, variables: '{"n":"Query"}' })}`)
  assert.equal(await editorText(page, '.graphiql-query-editor'), query)
  await page.getByRole('button', { name: /Execute query/ }).click()
  await answer(page, '"name": "Query"')
  assert.deepEqual(failures, [])
})

test('a copied link opens with the same query, variables and operation', async (t) => {
  const { page, failures } = await open(t, '/graphiql/', { permissions: ['clipboard-read', 'clipboard-write'] })
  const query = 'query A { __typename } query B($n: String!) { __type(name: $n) { kind } }'
  const variables = '{"n":"Query"}'
  await page.goto(new URL(`/graphiql/?${new URLSearchParams({ query, variables, operationName: 'B' })}`, base).href)
  await page.getByRole('button', { name: 'Copy link to this query' }).click()
  await page.getByText('Link copied').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  assert.deepEqual(Object.fromEntries(new URL(link).searchParams), { query, variables, operationName: 'B' })
  assert.equal(page.url(), link)
  const { page: other, failures: otherFailures } = await open(t, new URL(link).pathname + new URL(link).search)
  assert.equal(await editorText(other, '.graphiql-query-editor'), query)
  const sent = other.waitForRequest((r) => r.url().endsWith('/graphql') && !r.postData().includes('IntrospectionQuery'))
  await other.keyboard.press('Control+Enter')
  await other.getByRole('button', { name: /Execute query/ }).click()
  const choice = other.getByRole('menuitem', { name: 'B', exact: true })
  await choice.click({ timeout: 3000 }).catch(() => {}) // GraphiQL may ask which operation to run
  assert.deepEqual(JSON.parse((await sent).postData()), { query, variables: { n: 'Query' }, operationName: 'B' })
  assert.deepEqual([...failures, ...otherFailures], [])
})

test('the token allows mutations and is not stored', async (t) => {
  const token = process.env.DEMARCHE_TOKEN
  const query = `mutation { upsertEvents(input: [{ id: "event:graphiql-token", kind: OTHER, title: "graphiqltoken", date: "1873", participants: [], sources: [{ title: "A test" }] }]) { created updated unchanged } }`
  const { page, failures } = await open(t, `/graphiql/?${new URLSearchParams({ query })}`)
  await page.getByRole('button', { name: /Execute query/ }).click()
  await answer(page, 'UNAUTHENTICATED')
  await page.getByRole('button', { name: 'Show Token' }).click()
  await page.getByLabel('Editor’s token').fill(token)
  await page.getByText('Requests carry the token').waitFor()
  await picture(page, 'graphiql-token')
  const sent = page.waitForResponse((r) => r.url().endsWith('/graphql') && r.request().postData().includes('graphiqltoken'))
  await page.getByRole('button', { name: /Execute query/ }).click()
  const body = await (await sent).json()
  assert.equal(body.errors, undefined)
  await answer(page, '"upsertEvents"')
  await page.getByRole('button', { name: 'Copy link to this query' }).click()
  await page.waitForFunction(() => location.search.includes('upsertEvents'))
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, history.state]))
  assert.ok(stored.includes('graphiqltoken') && !stored.includes(token), 'the page stores the query, not the token')
  await page.reload()
  await page.getByRole('button', { name: /Show Token|Hide Token/ }).waitFor()
  if (await page.getByRole('button', { name: 'Show Token' }).count()) await page.getByRole('button', { name: 'Show Token' }).click()
  assert.equal(await page.getByLabel('Editor’s token').inputValue(), '')
  assert.deepEqual(failures.filter((one) => !/status of 401/.test(one)), [])
})

test('the documentation and the editor use the schema', async (t) => {
  const { page, failures } = await open(t, `/graphiql/?${new URLSearchParams({ query: '{ __type }' })}`)
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
  await page.getByRole('link', { name: 'Query' }).first().click()
  await page.getByText('event', { exact: true }).first().waitFor()
  await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor() // the GraphQL worker runs
  await picture(page, 'graphiql-documentation')
  assert.deepEqual(failures, [])
})

test('a subscription shows recorded events', async (t) => {
  const query = 'subscription { eventRecorded(filter: { text: "graphiqltest" }) { event { id title } } }'
  const { page, failures } = await open(t, `/graphiql/?${new URLSearchParams({ query })}`)
  await page.getByRole('button', { name: /Execute query/ }).click()
  const stop = page.getByRole('button', { name: /Stop query/ })
  await stop.waitFor()
  const shown = page.waitForFunction(() => document.querySelector('.graphiql-response')?.innerText.includes('graphiqltest'))
  let received = false
  shown.then(() => { received = true }, () => { received = true })
  for (let i = 0; !received && i < 200; i++) await write(i) // the subscription misses what is written before it starts
  await shown
  await stop.click()
  assert.deepEqual(failures, [])
})

async function write(i) {
  const mutation = `mutation ($id: ID!) {
    upsertEvents(input: [{ id: $id, kind: OTHER, title: "graphiqltest", date: "1872", participants: [], sources: [{ title: "A test" }] }]) { created }
  }`
  const answer = await fetch(new URL('/graphql', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.DEMARCHE_TOKEN}` },
    body: JSON.stringify({ query: mutation, variables: { id: `event:graphiql-test-${Date.now()}-${i}` } }),
  })
  assert.equal((await answer.json()).errors, undefined)
}

// Uses the GraphiQL page of the server at DEMARCHE_URL in a real browser: opens an example, runs it, and looks at what
// comes back. SCREENSHOTS names a folder for pictures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, openPage, picture } from './browser.mjs'

let browser

before(async () => { browser = await launch() })
after(() => browser?.close())

// open loads the page at path, and waits for its editor.
async function open(t, path, options) {
  const { page, wrong } = await openPage(t, browser, new URL(path, base).href, options)
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
    await picture(page, `graphiql-${colorScheme}`)
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

test('a link to the query at hand is copied, and shows the same when it is opened', async (t) => {
  const { page, wrong } = await open(t, '/graphiql/', { permissions: ['clipboard-read', 'clipboard-write'] })
  const query = 'query A { __typename } query B($n: String!) { __type(name: $n) { kind } }'
  const variables = '{"n":"Query"}'
  await page.goto(new URL(`/graphiql/?${new URLSearchParams({ query, variables, operationName: 'B' })}`, base).href)
  await page.getByRole('button', { name: 'Copy link to this query' }).click()
  await page.getByText('Link copied').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  assert.deepEqual(Object.fromEntries(new URL(link).searchParams), { query, variables, operationName: 'B' })
  assert.equal(page.url(), link)
  const { page: other, wrong: otherWrong } = await open(t, new URL(link).pathname + new URL(link).search)
  assert.equal(await editorText(other, '.graphiql-query-editor'), query)
  const sent = other.waitForRequest((r) => r.url().endsWith('/graphql') && !r.postData().includes('IntrospectionQuery'))
  await other.keyboard.press('Control+Enter')
  await other.getByRole('button', { name: /Execute query/ }).click()
  const choice = other.getByRole('menuitem', { name: 'B', exact: true })
  await choice.click({ timeout: 3000 }).catch(() => {}) // a document of several operations may offer them
  assert.deepEqual(JSON.parse((await sent).postData()), { query, variables: { n: 'Query' }, operationName: 'B' })
  assert.deepEqual([...wrong, ...otherWrong], [])
})

test('the token lets mutations through, and is kept nowhere', async (t) => {
  const token = process.env.DEMARCHE_TOKEN
  const query = `mutation { upsertEvents(input: [{ id: "event:graphiql-token", kind: OTHER, title: "graphiqltoken", date: "1873", participants: [], sources: [{ title: "A test" }] }]) { created updated unchanged } }`
  const { page, wrong } = await open(t, `/graphiql/?${new URLSearchParams({ query })}`)
  await page.getByRole('button', { name: /Execute query/ }).click()
  await answer(page, 'UNAUTHENTICATED')
  await page.getByRole('button', { name: 'Show Token' }).click()
  await page.getByLabel('Editor’s token').fill(token)
  await page.getByText('Requests carry the token').waitFor()
  await picture(page, 'graphiql-token')
  const said = page.waitForResponse((r) => r.url().endsWith('/graphql') && r.request().postData().includes('graphiqltoken'))
  await page.getByRole('button', { name: /Execute query/ }).click()
  const body = await (await said).json()
  assert.equal(body.errors, undefined)
  await answer(page, '"upsertEvents"')
  await page.getByRole('button', { name: 'Copy link to this query' }).click()
  await page.waitForFunction(() => location.search.includes('upsertEvents'))
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, history.state]))
  assert.ok(kept.includes('graphiqltoken') && !kept.includes(token), 'the query is kept, the token is not')
  await page.reload()
  await page.getByRole('button', { name: /Show Token|Hide Token/ }).waitFor()
  if (await page.getByRole('button', { name: 'Show Token' }).count()) await page.getByRole('button', { name: 'Show Token' }).click()
  assert.equal(await page.getByLabel('Editor’s token').inputValue(), '')
  assert.deepEqual(wrong.filter((one) => !/status of 401/.test(one)), [])
})

test('the schema is read: documentation and completion know it', async (t) => {
  const { page, wrong } = await open(t, `/graphiql/?${new URLSearchParams({ query: '{ __type }' })}`)
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
  await page.getByRole('link', { name: 'Query' }).first().click()
  await page.getByText('event', { exact: true }).first().waitFor()
  await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor() // the GraphQL worker runs
  await picture(page, 'graphiql-documentation')
  assert.deepEqual(wrong, [])
})

test('a subscription shows what is recorded', async (t) => {
  const query = 'subscription { eventRecorded(filter: { text: "graphiqltest" }) { event { id title } } }'
  const { page, wrong } = await open(t, `/graphiql/?${new URLSearchParams({ query })}`)
  await page.getByRole('button', { name: /Execute query/ }).click()
  const stop = page.getByRole('button', { name: /Stop query/ })
  await stop.waitFor()
  const said = page.waitForFunction(() => document.querySelector('.graphiql-response')?.innerText.includes('graphiqltest'))
  let heard = false
  said.then(() => { heard = true }, () => { heard = true })
  for (let i = 0; !heard && i < 200; i++) await write(i) // it begins at some time soon: what is written before is not told
  await said
  await stop.click()
  assert.deepEqual(wrong, [])
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

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

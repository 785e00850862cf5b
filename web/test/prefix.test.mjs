// Uses the pages of the server at DEMARCHE_URL behind a proxy that adds a path prefix and strips it from requests.
import assert from 'node:assert/strict'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { base, launch, openPage, ready } from './browser.mjs'

const prefix = '/some/where'
const server = new URL(base)
let browser, proxy, address

before(async () => {
  const outside = (url) => !url.startsWith(`${prefix}/`)
  proxy = createServer((asked, answer) => {
    if (outside(asked.url)) return answer.writeHead(404).end('outside the prefix')
    const on = request({ host: server.hostname, port: server.port, path: asked.url.slice(prefix.length), method: asked.method, headers: asked.headers },
      (got) => { answer.writeHead(got.statusCode, got.headers); got.pipe(answer) })
    on.on('error', () => answer.writeHead(502).end())
    asked.pipe(on)
  })
  proxy.on('upgrade', (asked, client) => {
    if (outside(asked.url)) return client.destroy()
    const on = connect(server.port, server.hostname, () => {
      const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
      on.write(`GET ${asked.url.slice(prefix.length)} HTTP/1.1\r\n${headers}\r\n`)
      on.pipe(client).pipe(on)
    })
    on.on('error', () => client.destroy())
    client.on('error', () => on.destroy())
  })
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening))
  address = `http://127.0.0.1:${proxy.address().port}${prefix}/`
  browser = await launch()
})
after(async () => {
  await browser?.close()
  proxy?.closeAllConnections()
  proxy?.close()
})

test('the explorer queries, links and exports below the prefix', async (t) => {
  const { page, failures } = await openPage(t, browser, address, { reducedMotion: 'reduce' })
  await ready(page)
  await page.locator('#timeline [data-event]').first().waitFor()
  assert.ok(page.url().startsWith(`${address}?`), page.url())
  await page.getByRole('button', { name: 'Download the timeline' }).click()
  const links = await page.locator('a[href]').evaluateAll((all) => all.map(({ href }) => href))
  const own = links.filter((href) => new URL(href).origin === new URL(address).origin && !href.includes('#'))
  assert.ok(own.length > 6)
  for (const href of own) assert.ok(href.startsWith(address), href)
  const csv = await fetch(links.find((href) => href.includes('/export/csv')))
  assert.equal(csv.status, 200)
  assert.match(await csv.text(), /^id,/)
  await page.getByRole('link', { name: 'Demarche' }).click()
  await ready(page)
  assert.deepEqual(failures, [])
})

test('GraphiQL queries and subscribes below the prefix', async (t) => {
  const query = 'subscription { eventRecorded { event { id } } }'
  const { page, failures } = await openPage(t, browser, `${address}graphiql/?${new URLSearchParams({ query })}`)
  await page.locator('.examples button').first().waitFor()
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  // The server may acknowledge before the click is reported as done, so the listeners come first.
  const acknowledged = new Promise((done) => page.once('websocket', (socket) => socket.once('framereceived', () => done(socket.url()))))
  await page.getByRole('button', { name: /Execute query/ }).click()
  assert.equal(await acknowledged, `${address.replace('http', 'ws')}graphql`)
  await page.getByRole('button', { name: /Stop query/ }).click()
  await page.locator('.examples button').first().click()
  const sent = page.waitForResponse((r) => r.url() === `${address}graphql` && !r.request().postData().includes('IntrospectionQuery'))
  await page.getByRole('button', { name: /Execute query/ }).click()
  assert.ok('data' in (await (await sent).json()))
  assert.deepEqual(failures, [])
})

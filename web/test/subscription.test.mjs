// Subscribes at DEMARCHE_URL with common clients, and writes with the editor's token, DEMARCHE_TOKEN.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createClient as createEvents } from 'graphql-sse'
import { createClient as createSocket } from 'graphql-ws'
import WebSocket from 'ws'

const url = new URL('/graphql', process.env.DEMARCHE_URL ?? 'http://127.0.0.1:8080').href
const token = process.env.DEMARCHE_TOKEN
const run = `web-test-${Date.now()}`

const query = 'subscription ($after: String, $filter: EventFilter) { eventRecorded(after: $after, filter: $filter) { cursor event { id title } } }'
const mutation = `mutation ($id: ID!, $title: String!) {
  upsertEvents(input: [{ id: $id, kind: OTHER, title: $title, date: "1871", participants: [], sources: [{ title: "A test" }] }]) { created updated }
}`

const socket = createSocket({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: { Authorization: `Bearer ${token}` }, retryAttempts: 0 })
const events = createEvents({ url, retryAttempts: 0 })
after(() => Promise.all([socket.dispose(), events.dispose()]))

// write writes an event over the WebSocket, which accepts mutations too.
async function write(name, title) {
  for await (const { data, errors } of socket.iterate({ query: mutation, variables: { id: `event:${run}-${name}`, title } })) {
    assert.equal(errors, undefined)
    assert.equal(data.upsertEvents.created + data.upsertEvents.updated, 1)
  }
}

// nextEvent returns the next answer's event and fails if the answer has errors.
async function nextEvent(answers) {
  const { value, done } = await answers.next()
  assert.equal(done, false)
  assert.equal(value.errors, undefined)
  return value.data.eventRecorded
}

for (const [name, client] of [['graphql-ws', socket], ['graphql-sse', events]]) {
  test(`${name}: continues after the last cursor`, async () => {
    await write(`${name}-a`, 'first')
    // Without a cursor the subscription may miss what is written before it starts, so the test writes until the first answer.
    let answers = client.iterate({ query, variables: { filter: { text: `begins ${name.replace('-', '')}` } } })
    const first = nextEvent(answers)
    let received = false
    first.finally(() => { received = true })
    for (let i = 0; !received; i++) {
      await write(`${name}-begin${i}`, `begins ${name.replace('-', '')}`)
    }
    const { cursor } = await first
    await answers.return()

    await write(`${name}-a`, 'changed')
    await write(`${name}-b`, 'second')
    answers = client.iterate({ query, variables: { after: cursor } })
    const titles = []
    while (titles.length < 2) {
      const { event } = await nextEvent(answers)
      if (event.id === `event:${run}-${name}-a` || event.id === `event:${run}-${name}-b`) titles.push(event.title)
    }
    assert.deepEqual(titles, ['changed', 'second'])
    await answers.return()
  })

  test(`${name}: an invalid cursor is an error and ends the subscription`, async () => {
    const answers = client.iterate({ query, variables: { after: 'nonsense' } })
    const { value } = await answers.next()
    assert.equal(value.errors[0].extensions.code, 'BAD_CURSOR')
    assert.equal((await answers.next()).done, true)
  })

  test(`${name}: a query has one answer`, async () => {
    const answers = client.iterate({ query: '{ country(code: "PRK") { name } }' })
    assert.deepEqual((await answers.next()).value, { data: { country: { name: 'North Korea' } } })
    assert.equal((await answers.next()).done, true)
  })
}

test('graphql-ws: an invalid document is refused', async () => {
  await assert.rejects(socket.iterate({ query: '{ nothing }' }).next(), (errors) => errors[0].message.includes('Cannot query field "nothing"'))
})

test('graphql-ws: another subprotocol is refused', async () => {
  const other = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-ws')
  const code = await new Promise((resolve) => { other.on('close', resolve); other.on('error', (e) => resolve(e.message)) })
  assert.match(String(code), /4406|subprotocol/)
})

test('graphql-ws: a page of another site is refused', async () => {
  const other = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', { origin: 'https://evil.example' })
  const message = await new Promise((resolve) => { other.on('error', (e) => resolve(e.message)); other.on('open', () => resolve('open')) })
  assert.match(message, /403/)
})

// Audits the server at DEMARCHE_URL against the GraphQL-over-HTTP specification.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverAudits } from 'graphql-http'

const url = new URL('/graphql', process.env.DEMARCHE_URL ?? 'http://127.0.0.1:8080').href
const audits = serverAudits({ url, fetchFn: fetch })

test('the suite has at least 61 audits', () => assert.ok(audits.length >= 61, `${audits.length}`))

for (const audit of audits) {
  test(`${audit.id}: ${audit.name}`, async () => {
    const result = await audit.fn()
    assert.equal(result.status, 'ok', result.reason)
  })
}

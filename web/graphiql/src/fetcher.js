import { parse } from 'graphql'
import { createClient } from 'graphql-ws'
import { authorization } from './token.jsx'

let socket

// fetcher sends an operation to the page's server, with the token if there is one. A subscription goes over a WebSocket and returns
// an iterator of answers.
export function fetcher(params) {
  return isSubscription(params) ? subscribe(params) : sendOnce(params)
}

function isSubscription({ query, operationName }) {
  const operations = parse(query).definitions.filter(({ kind }) => kind === 'OperationDefinition')
  const chosen = operations.find(({ name }) => name?.value === operationName) ?? operations[0]
  return chosen?.operation === 'subscription'
}

function subscribe(params) {
  socket ??= createClient({ url: new URL('../graphql', location.href.replace(/^http/, 'ws')).href, connectionParams: authorization, retryAttempts: 2 })
  return socket.iterate(params)
}

async function sendOnce(params) {
  const response = await fetch('../graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...authorization(),
    },
    body: JSON.stringify(params),
  })
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`The server’s answer (status ${response.status}) is not JSON: ${text.slice(0, 200)}`)
  }
}

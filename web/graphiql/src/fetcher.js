import { parse } from 'graphql'
import { createClient } from 'graphql-ws'
import { authorization } from './token.jsx'

let socket

// Sends one operation to the server that the page came from, with the token where there is one: a subscription over a WebSocket, which gives one answer after another.
export function fetcher(params) {
  return isSubscription(params) ? subscribed(params) : asked(params)
}

function isSubscription({ query, operationName }) {
  const operations = parse(query).definitions.filter(({ kind }) => kind === 'OperationDefinition')
  const chosen = operations.find(({ name }) => name?.value === operationName) ?? operations[0]
  return chosen?.operation === 'subscription'
}

function subscribed(params) {
  socket ??= createClient({ url: new URL('../graphql', location.href.replace(/^http/, 'ws')).href, connectionParams: authorization, retryAttempts: 2 })
  return socket.iterate(params)
}

async function asked(params) {
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
    throw new Error(`The server answered ${response.status} and no JSON: ${text.slice(0, 200)}`)
  }
}

import { print } from '@0no-co/graphql.web'
import type { TadaDocumentNode } from 'gql.tada'
import { messageFor } from './messages'

// A PageError has a message for the reader of the page.
export interface PageError {
  message: string
  code: string
}

export interface Answer<Data> {
  data: Data | null
  errors: (PageError & { field: string })[]
}

type Document<Data, Variables> = TadaDocumentNode<Data, Variables>

// ask sends a document to the server of the page. It rejects only if it is aborted; other failures are errors of the answer.
export async function ask<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer<Data>> {
  let response: Response
  try {
    response = await fetch('graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify({ query: print(document), variables }),
      signal: signal ?? null,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    return failed('The server does not answer. Check that it is running, then try again.', 'NO_ANSWER')
  }
  const text = await response.text()
  try {
    return read<Data>(JSON.parse(text))
  } catch {
    return failed(`The server’s answer (status ${response.status}) is not JSON: ${text.slice(0, 200)}`, 'NO_JSON')
  }
}

interface ResponseBody {
  data?: unknown
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[]
}

function read<Data>(body: ResponseBody): Answer<Data> {
  const errors = (body.errors ?? []).map(({ message, path, extensions }) => {
    const code = extensions?.code ?? 'UNKNOWN'
    return { message: messageFor({ message, code }), code, field: String(path?.[0] ?? '') }
  })
  return { data: (body.data ?? null) as Data | null, errors }
}

function failed<Data>(message: string, code: string): Answer<Data> {
  return { data: null, errors: [{ message, code, field: '' }] }
}

// queryLink returns the address of GraphiQL with the document and the variables.
export function queryLink<Data, Variables>(document: Document<Data, Variables>, variables: Variables): string {
  const query = print(document)
  return `graphiql/?${new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) })}`
}

import { print } from '@0no-co/graphql.web'
import type { TadaDocumentNode } from 'gql.tada'
import { inWords } from './advice'

// Something that went wrong, in words for the page.
export interface Trouble {
  message: string
  code: string
}

export interface Answer<Data> {
  data: Data | null
  errors: (Trouble & { field: string })[]
}

type Document<Data, Variables> = TadaDocumentNode<Data, Variables>

// ask puts a document to the server that the page came from. It rejects only when it is aborted.
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
    return failed('The server does not answer. See whether it still runs, and try again.', 'NO_ANSWER')
  }
  const text = await response.text()
  try {
    return read<Data>(JSON.parse(text))
  } catch {
    return failed(`The server answered ${response.status} and no JSON: ${text.slice(0, 200)}`, 'NO_JSON')
  }
}

interface Wire {
  data?: unknown
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[]
}

function read<Data>(body: Wire): Answer<Data> {
  const errors = (body.errors ?? []).map(({ message, path, extensions }) => {
    const code = extensions?.code ?? 'UNKNOWN'
    return { message: inWords({ message, code }), code, field: String(path?.[0] ?? '') }
  })
  return { data: (body.data ?? null) as Data | null, errors }
}

function failed<Data>(message: string, code: string): Answer<Data> {
  return { data: null, errors: [{ message, code, field: '' }] }
}

// queryLink is the address of GraphiQL with the document and the variables in it.
export function queryLink<Data, Variables>(document: Document<Data, Variables>, variables: Variables): string {
  const query = print(document)
  return `graphiql/?${new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) })}`
}

import type { TadaDocumentNode } from 'gql.tada'
import { ask, queryLink, type PageError } from '../api/client'

// active holds all queries in use, so that one button can retry all that failed.
const active = new Set<Query<never, never>>()

// retryFailed sends every query again whose answer has errors.
export function retryFailed(): void {
  for (const answer of active) if (answer.errors.length > 0) answer.retry()
}

// A Query sends a document whenever its variables change and holds the answer. The previous answer stays until the next arrives.
export class Query<Data, Variables> {
  data = $state.raw<Data | null>(null)
  errors = $state.raw<(PageError & { field: string })[]>([])
  loading = $state(false)
  variables = $state.raw<Variables | null>(null)
  answeredVariables = $state.raw<Variables | null>(null) // the variables of data and errors
  #retries = $state(0)
  #key = ''

  constructor(
    readonly document: TadaDocumentNode<Data, Variables>,
    readonly currentVariables: () => Variables | null,
  ) {}

  // follow starts sending the query. It makes effects, so it is called where Svelte allows them.
  follow(): this {
    $effect(() => {
      active.add(this as unknown as Query<never, never>)
      return () => active.delete(this as unknown as Query<never, never>)
    })
    $effect(() => {
      const variables = this.currentVariables()
      const key = JSON.stringify([variables, this.#retries])
      if (key === this.#key) return
      this.#key = key
      this.variables = variables
      this.#abort?.abort()
      if (variables === null) {
        this.data = this.answeredVariables = null
        this.errors = []
        this.loading = false
        return
      }
      void this.#ask(variables)
    })
    return this
  }

  retry(): void {
    this.#retries++
  }

  // link returns the address of GraphiQL with this query; null: it has no variables now.
  get link(): string | null {
    return this.variables && queryLink(this.document, this.variables)
  }

  #abort: AbortController | undefined

  async #ask(variables: Variables): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    this.loading = true
    try {
      const { data, errors } = await ask(this.document, variables, abort.signal)
      if (abort.signal.aborted) return
      this.data = data
      this.answeredVariables = variables
      this.errors = errors
      this.loading = false
    } catch (error) {
      if (!abort.signal.aborted) throw error
    }
  }
}

// createQuery returns a query that follows its variables until the calling component is destroyed.
export function createQuery<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  question: () => Variables | null,
): Query<Data, Variables> {
  return new Query(document, question).follow()
}

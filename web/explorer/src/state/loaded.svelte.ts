import type { TadaDocumentNode } from 'gql.tada'
import { ask, queryLink, type Trouble } from '../api/client'

// What the page waits for, so that all that failed can be asked again at once.
const living = new Set<Loaded<never, never>>()

// askAgain asks everything again that failed.
export function askAgain(): void {
  for (const answer of living) if (answer.errors.length > 0) answer.again()
}

// The answer to a question that changes with the view. While a new one is on its way the old one stays.
export class Loaded<Data, Variables> {
  data = $state.raw<Data | null>(null)
  errors = $state.raw<(Trouble & { field: string })[]>([])
  loading = $state(false)
  variables = $state.raw<Variables | null>(null)
  answered = $state.raw<Variables | null>(null) // the question that data and errors answer
  #again = $state(0)
  #key = ''

  constructor(
    readonly document: TadaDocumentNode<Data, Variables>,
    readonly question: () => Variables | null,
  ) {}

  // follow asks whenever the question changes. It is called where an effect may be made.
  follow(): this {
    $effect(() => {
      living.add(this as unknown as Loaded<never, never>)
      return () => living.delete(this as unknown as Loaded<never, never>)
    })
    $effect(() => {
      const variables = this.question()
      const key = JSON.stringify([variables, this.#again])
      if (key === this.#key) return
      this.#key = key
      this.variables = variables
      this.#abort?.abort()
      if (variables === null) {
        this.data = this.answered = null
        this.errors = []
        this.loading = false
        return
      }
      void this.#ask(variables)
    })
    return this
  }

  again(): void {
    this.#again++
  }

  // link is where the question can be asked by hand.
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
      this.answered = variables
      this.errors = errors
      this.loading = false
    } catch (error) {
      if (!abort.signal.aborted) throw error
    }
  }
}

// loads makes an answer that lives as long as the component it is called in.
export function loads<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  question: () => Variables | null,
): Loaded<Data, Variables> {
  return new Loaded(document, question).follow()
}

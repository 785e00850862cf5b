import { initGraphQLTada } from 'gql.tada'
import type { introspection } from '../../generated/schema.d.ts'

// graphql types a document: its result and its variables follow from the text and the schema.
export const graphql = initGraphQLTada<{
  introspection: introspection
  disableMasking: true
  scalars: { Date: string; DateTime: string; EDTF: string; Decimal: string; CountryCode: string }
}>()

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'

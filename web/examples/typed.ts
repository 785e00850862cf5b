// A typed query: gql.tada checks the document against the schema. An unknown field, a missing variable and an unchecked null are
// compile errors. The page contains only the text of the document.
import type { TadaDocumentNode } from 'gql.tada'
import { initGraphQLTada } from 'gql.tada'
import { print } from 'graphql'
import { ask } from './ask.js'
import type { introspection } from './generated/schema.d.ts'

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { Date: string } }>()

const Pairs = graphql(`
  query Pairs($around: [ID!]!) {
    relationshipMap(around: $around, depth: 2, maxNodes: 50) {
      nodes { id label }
      edges { source target weight last }
    }
  }
`)

// typed is ask with the types of the document's data and variables.
function typed<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  return ask(print(document), variables) as Promise<Data>
}

const { relationshipMap: map } = await typed(Pairs, { around: ['official:Q56226'] })
if (!map) throw new Error('there is no map')
const labels = new Map(map.nodes.map((n) => [n.id, n.label]))
for (const { source, target, weight, last } of map.edges) {
  const line = document.createElement('li')
  line.textContent = `${labels.get(source)} and ${labels.get(target)}, shared events: ${weight}, the last by ${last ?? 'an unknown day'}`
  document.getElementById('pairs')?.append(line)
}

import { graphql, type FragmentOf } from './graphql'

export const dateFields = graphql(`
  fragment When on FuzzyDate { edtf earliest latest precision label }
`)
export type When = FragmentOf<typeof dateFields>

export const citationFields = graphql(
  `
  fragment Cited on Citation {
    quote
    record
    source { id title url publisher reliability published { label } }
  }
`,
)
export type Cited = FragmentOf<typeof citationFields>

// An event in a list or a drawing.
export const rowFields = graphql(
  `
  fragment Row on Event {
    id
    kind
    title
    date { ...When }
    place { name }
    partOf { id }
    participants(first: 12) { roles actor { __typename id name } }
    through: participants(via: OFFICIAL, first: 12) { actor { __typename id name } }
  }
`,
  [dateFields],
)
export type Row = FragmentOf<typeof rowFields>

// participantIds returns the ids of the participants, including countries that take part through officials.
export const participantIds = ({ participants, through }: Row) => [...participants, ...through].map(({ actor }) => actor.id)

// An event as a link.
export const linkFields = graphql(
  `
  fragment Link on Event { id kind title date { ...When } }
`,
  [dateFields],
)
export type Link = FragmentOf<typeof linkFields>
export type Kind = Link['kind']

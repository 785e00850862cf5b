// The GraphQL documents of the cards.
import { citationFields, dateFields, linkFields } from './fragments'
import { graphql, type ResultOf } from './graphql'

export const eventDocument = graphql(
  `
  query Event($id: ID!) {
    event(id: $id) {
      ...Link
      summary
      place { name country { name } }
      participants {
        roles
        actor { __typename id name }
        office { id acting from { label } to { label } post { title } }
      }
      participantCount
      partOf { ...Link }
      parts { ...Link }
      sources { ...Cited }
      mentions
      revision
      recordedAt
    }
  }
`,
  [linkFields, citationFields],
)
export type EventCard = NonNullable<ResultOf<typeof eventDocument>['event']>
export type Participation = EventCard['participants'][number]

// The context is a request of its own because it takes longer than the event.
export const contextDocument = graphql(
  `
  query EventContext($id: ID!) {
    event(id: $id) {
      about {
        __typename
        id
        ... on Actor { name }
        ... on TradeFigure { period value series { currency } }
        ... on Commodity { description }
      }
      ledTo { basis confidence event { ...Link } }
      ledFrom { basis confidence event { ...Link } }
      previousBetweenSameParticipants { gap { min max } event { ...Link } }
      revisions { number recordedAt supersededAt source { id title } changes { field before after } }
    }
    next: eventChain(from: $id, via: [LED_TO, SHARED_OFFICIAL], maxDepth: 1, maxGapDays: 62, first: 7) {
      events { depth event { ...Link partOf { id } } }
      links { to via gap { min max } }
    }
  }
`,
  [linkFields],
)
export type Revision = NonNullable<ResultOf<typeof contextDocument>['event']>['revisions'][number]

// One document for each type: the database plans a query about one type faster than one about all.
export const officialDocument = graphql(
  `
  query Official($id: ID!) {
    official(id: $id) {
      __typename
      id
      name
      nativeName
      aliases
      wikidata
      country { id name }
      born { label }
      died { label }
      offices { id acting ongoing from { label } to { label } post { title organization { name } } sources { ...Cited } }
      sources { ...Cited }
    }
  }
`,
  [citationFields],
)

export const countryDocument = graphql(
  `
  query Country($code: CountryCode!) {
    country(code: $code) {
      __typename
      id
      name
      code
      cabinet { id acting post { title } official { id name } from { label } sources { ...Cited } }
      sources { ...Cited }
    }
  }
`,
  [citationFields],
)

export const organizationDocument = graphql(
  `
  query Organization($id: ID!) {
    organization(id: $id) { __typename id name kind country { id name } sources { ...Cited } }
  }
`,
  [citationFields],
)

export const postDocument = graphql(
  `
  query Post($id: ID!) {
    post(id: $id) {
      id
      title
      organization { id name }
      holders { id acting ongoing from { label } to { label } official { id name } sources { ...Cited } }
      sources { ...Cited }
    }
  }
`,
  [citationFields],
)

// The subjects of events and figures that have no card of their own.
export const subjectDocument = graphql(`
  query Subject($id: ID!) {
    node(id: $id) {
      __typename
      ... on Commodity { code classification description parent { id description } }
      ... on Place { name country { id name } }
      ... on TradeSeries {
        flow frequency valuation currency publisher
        reporter { name code } partner { name code } commodity { code description }
      }
    }
  }
`)

// The actors that share the most events with an actor, counted as on the map, and the newest events.
export const counterpartsDocument = graphql(
  `
  query Counterparts($id: ID!, $during: DateRange) {
    relationshipMap(around: [$id], during: $during, maxNodes: 9) {
      nodes { id label type }
      edges { source target weight }
    }
    timeline(filter: { actors: [$id], during: $during }, first: 6) { totalCount nodes { ...Link } }
  }
`,
  [linkFields],
)

export const pairDocument = graphql(
  `
  query Pair($between: [ID!]!, $during: DateRange) {
    relationship(between: $between, during: $during) {
      between { __typename id name }
      count
      byKind { kind count }
      longestGap { days { min max } from { ...Link } to { ...Link } }
      timeline(first: 50) { totalCount nodes { ...Link } }
    }
  }
`,
  [linkFields],
)

export const pathDocument = graphql(
  `
  query Path($from: ID!, $to: ID!, $during: DateRange) {
    shortestPath(from: $from, to: $to, during: $during) {
      length
      actors { __typename id name }
      events { ...Link }
    }
  }
`,
  [linkFields],
)

export const figureDocument = graphql(
  `
  query Figure($id: ID!) {
    node(id: $id) {
      ... on TradeFigure {
        id period value quantum basis quantity unit rank revision
        derivedFrom { id period value }
        yoy { computed reported agreement }
        mom { computed reported agreement }
        series {
          currency valuation publisher flow
          reporter { name } partner { name } commodity { code description }
        }
        sources { ...Cited }
      }
    }
  }
`,
  [citationFields],
)

export const sourceDocument = graphql(
  `
  query Source($id: ID!) {
    source(id: $id) { id title url publisher published { ...When } retrieved reliability format rows }
    timeline(filter: { sources: [$id] }, first: 30) { totalCount nodes { ...Link } }
  }
`,
  [linkFields, dateFields],
)

// The GraphQL documents of the three views and the search.
import { citationFields, dateFields, linkFields, rowFields } from './fragments'
import { graphql, type ResultOf } from './graphql'

export const storyDocument = graphql(`
  query Story($ids: [ID!]!) { nodes(ids: $ids) { id } }
`)

export const newestDocument = graphql(`
  query Newest { timeline(first: 50) { nodes { participants(first: 12) { actor { id } } } } }
`)

export const actorsDocument = graphql(`
  query Actors($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      id
      ... on Actor { name }
      ... on Official { nativeName country { code name } }
      ... on Country { code }
      ... on Organization { country { code name } }
    }
  }
`)

export const eventsDocument = graphql(
  `
  query Events($filter: EventFilter, $first: Int) {
    events: timeline(filter: $filter, first: $first) { nodes { ...Row } pageInfo { hasNextPage } }
    count: timeline(filter: $filter, first: 1) { totalCount }
  }
`,
  [rowFields],
)

export const histogramDocument = graphql(`
  query Histogram($filter: EventFilter, $bucket: TimeBucket!) {
    timelineHistogram(filter: $filter, bucket: $bucket) { start end bucket certain possible }
  }
`)

// The number of events before and after the range that is drawn.
export const outlierCountsDocument = graphql(`
  query OutlierCounts($before: EventFilter, $after: EventFilter) {
    before: timeline(filter: $before, first: 1) { totalCount }
    after: timeline(filter: $after, first: 1) { totalCount }
  }
`)
export type Bucket = NonNullable<ResultOf<typeof histogramDocument>['timelineHistogram']>[number]

export const mapDocument = graphql(`
  query Map($around: [ID!]!, $depth: Int, $during: DateRange, $kinds: [EventKind!], $maxNodes: Int) {
    relationshipMap(around: $around, depth: $depth, during: $during, kinds: $kinds, maxNodes: $maxNodes) {
      nodes { id label type degree }
      edges { id source target weight first last kinds { kind count } }
      omitted { nodes edges exact }
    }
  }
`)

// The frames of the same map. They are a request of its own: for a dense map over decades they are larger than the map.
export const framesDocument = graphql(`
  query Frames($around: [ID!]!, $depth: Int, $during: DateRange, $kinds: [EventKind!], $maxNodes: Int, $bucket: TimeBucket) {
    relationshipMap(around: $around, depth: $depth, during: $during, kinds: $kinds, bucket: $bucket, maxNodes: $maxNodes) {
      bucket
      frames { start end added removed }
    }
  }
`)
export type RelationshipMap = NonNullable<ResultOf<typeof mapDocument>['relationshipMap']>
export type MapNode = RelationshipMap['nodes'][number]
export type MapEdge = RelationshipMap['edges'][number]
export type Frame = NonNullable<ResultOf<typeof framesDocument>['relationshipMap']>['frames'][number]

export const tradeDocument = graphql(
  `
  query Trade(
    $reporter: CountryCode!, $partner: CountryCode!, $flow: TradeFlow!, $commodity: String, $frequency: Frequency
    $during: DateRange
  ) {
    tradeSeries(
      reporter: $reporter, partner: $partner, flow: $flow, commodity: $commodity, frequency: $frequency
    ) {
      id
      reporter { name }
      partner { name }
      commodity { code description }
      frequency
      valuation
      currency
      publisher
      figures(during: $during) {
        id period start value quantum basis rank
        yoy { computed reported agreement }
        mom { computed reported agreement }
        sources { ...Cited }
      }
      missing(during: $during)
    }
  }
`,
  [citationFields],
)
export type Series = NonNullable<ResultOf<typeof tradeDocument>['tradeSeries']>[number]
export type Figure = Series['figures'][number]
export type Change = NonNullable<Figure['yoy']>

export const tradeAroundDocument = graphql(
  `
  query TradeAround($event: ID!, $reporter: CountryCode!, $partner: CountryCode!, $flow: TradeFlow, $commodity: String) {
    tradeAround(
      event: $event, reporter: $reporter, partner: $partner, flow: $flow, commodity: $commodity
      monthsBefore: 3, monthsAfter: 3
    ) {
      firstMonth
      lastMonth
      points { offsetMonths figure { id period value basis } }
      missingMonths
      otherEventsInWindow { ...Link }
      note
    }
  }
`,
  [linkFields],
)

// Which of two countries reports its trade with the other.
export const flowsDocument = graphql(`
  query Flows($one: CountryCode!, $other: CountryCode!) {
    oneExports: tradeSeries(reporter: $one, partner: $other, flow: EXPORT) { id }
    otherExports: tradeSeries(reporter: $other, partner: $one, flow: EXPORT) { id }
    oneImports: tradeSeries(reporter: $one, partner: $other, flow: IMPORT) { id }
    otherImports: tradeSeries(reporter: $other, partner: $one, flow: IMPORT) { id }
  }
`)

// The sources of the events that are drawn.
export const eventSourcesDocument = graphql(
  `
  query EventSources($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Event { id sources(first: 5) { ...Cited } } }
  }
`,
  [citationFields],
)

// The events that the actors of a map share, with their sources.
export const tieSourcesDocument = graphql(
  `
  query TieSources($filter: EventFilter) {
    timeline(filter: $filter, first: 250) {
      nodes {
        participants(first: 12) { actor { id } }
        through: participants(via: OFFICIAL, first: 12) { actor { id } }
        sources(first: 5) { ...Cited }
      }
      pageInfo { hasNextPage }
    }
  }
`,
  [citationFields],
)

export const searchDocument = graphql(
  `
  query Search($text: String!) {
    search(text: $text, types: [OFFICIAL, COUNTRY, ORGANIZATION, POST, EVENT], first: 16) {
      matched
      node {
        __typename
        id
        ... on Actor { name }
        ... on Official { nativeName country { name } }
        ... on Organization { country { name } }
        ... on Post { title organization { name } }
        ... on Event { kind title date { ...When } }
      }
    }
  }
`,
  [dateFields],
)
export type Found = NonNullable<ResultOf<typeof searchDocument>['search']>[number]['node']

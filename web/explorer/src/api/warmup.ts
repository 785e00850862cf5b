// The page's queries with variables of the seed graph: first those of the views, then those of the cards. The build writes them to
// dist. The server runs them when it starts, so that the database has planned each query before the first reader sends it. Neo4j
// plans again for a list of another order of magnitude, so some queries run with one actor and with two.
import { print } from '@0no-co/graphql.web'
import type { TadaDocumentNode } from 'gql.tada'
import * as cards from './cards'
import type { Kind } from './fragments'
import * as views from './views'

const [kim, xi] = ['official:Q56226', 'official:Q15031']
const visit = 'event:2025-09-kim-beijing-visit'
const during = { from: '2025-07', to: '2025-11' }
const kinds: Kind[] = []
const selection = { actors: [kim, xi], match: 'ANY' as const, kinds, certainty: 'POSSIBLE' as const }
const around = { around: [kim, xi], depth: 2, during, kinds, maxNodes: 200 }
const flow = { reporter: 'CHN', partner: 'PRK', flow: 'EXPORT' as const, commodity: 'TOTAL' }

function warmup<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables) {
  return { query: print(document), variables }
}

export const warmupQueries = [
  warmup(views.storyDocument, { ids: [kim, xi] }),
  warmup(views.actorsDocument, { ids: [kim, xi] }),
  warmup(views.actorsDocument, { ids: [kim] }),
  warmup(views.eventsDocument, { filter: { ...selection, during }, first: 250 }),
  warmup(views.histogramDocument, { filter: { ...selection, during: null }, bucket: 'YEAR' }),
  warmup(views.histogramDocument, { filter: { ...selection, during: null }, bucket: 'MONTH' }),
  warmup(views.mapDocument, around),
  warmup(views.mapDocument, { ...around, around: [kim] }),
  warmup(views.framesDocument, { ...around, bucket: 'MONTH' as const }),
  warmup(views.outlierCountsDocument, { before: { ...selection, during: { from: null, to: '1850-12-31' } }, after: { ...selection, during: { from: '2030-01-01', to: null } } }),
  warmup(views.flowsDocument, { one: 'PRK', other: 'CHN' }),
  warmup(views.tradeDocument, { ...flow, frequency: 'MONTHLY', during }),
  warmup(views.searchDocument, { text: 'kim' }),
  warmup(views.eventSourcesDocument, { ids: [visit] }),
  warmup(views.tieSourcesDocument, { filter: { actors: [kim, xi], kinds, during } }),
  warmup(cards.eventDocument, { id: visit }),
  warmup(cards.contextDocument, { id: visit }),
  warmup(views.tradeAroundDocument, { ...flow, event: visit }),
  warmup(cards.officialDocument, { id: kim }),
  warmup(cards.counterpartsDocument, { id: kim, during }),
  warmup(cards.pairDocument, { between: [kim, xi], during }),
  warmup(cards.pathDocument, { from: kim, to: xi, during }),
  warmup(cards.countryDocument, { code: 'CHN' }),
  warmup(cards.figureDocument, { id: 'figure:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc:2025-09' }),
  warmup(cards.sourceDocument, { id: 'source:article-2025-10' }),
  warmup(cards.organizationDocument, { id: 'org:prk-wpk' }),
  warmup(cards.postDocument, { id: 'post:chn-premier' }),
  warmup(cards.subjectDocument, { id: 'commodity:TOTAL' }),
  warmup(views.newestDocument, {}),
]

// What the page asks, with the variables of the story that the seed graph tells: first what each view asks, then the cards. The
// server replays it when it starts, so that its database has planned each question before the first reader asks it. The
// build writes it to dist. Neo4j plans anew for lists of another order of size, so that one actor is asked for beside two.
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

function asks<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables) {
  return { query: print(document), variables }
}

export const asked = [
  asks(views.storyDocument, { ids: [kim, xi] }),
  asks(views.actorsDocument, { ids: [kim, xi] }),
  asks(views.actorsDocument, { ids: [kim] }),
  asks(views.eventsDocument, { filter: { ...selection, during }, first: 250 }),
  asks(views.histogramDocument, { filter: { ...selection, during: null }, bucket: 'YEAR' }),
  asks(views.histogramDocument, { filter: { ...selection, during: null }, bucket: 'MONTH' }),
  asks(views.mapDocument, around),
  asks(views.mapDocument, { ...around, around: [kim] }),
  asks(views.framesDocument, { ...around, bucket: 'MONTH' as const }),
  asks(views.outsideDocument, { before: { ...selection, during: { from: null, to: '1850-12-31' } }, after: { ...selection, during: { from: '2030-01-01', to: null } } }),
  asks(views.flowsDocument, { one: 'PRK', other: 'CHN' }),
  asks(views.tradeDocument, { ...flow, frequency: 'MONTHLY', during }),
  asks(views.searchDocument, { text: 'kim' }),
  asks(views.saidDocument, { ids: [visit] }),
  asks(views.tiesDocument, { filter: { actors: [kim, xi], kinds, during } }),
  asks(cards.eventDocument, { id: visit }),
  asks(cards.contextDocument, { id: visit }),
  asks(views.aroundDocument, { ...flow, event: visit }),
  asks(cards.officialDocument, { id: kim }),
  asks(cards.companyDocument, { id: kim, during }),
  asks(cards.pairDocument, { between: [kim, xi], during }),
  asks(cards.pathDocument, { from: kim, to: xi, during }),
  asks(cards.countryDocument, { code: 'CHN' }),
  asks(cards.figureDocument, { id: 'figure:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc:2025-09' }),
  asks(cards.sourceDocument, { id: 'source:article-2025-10' }),
  asks(cards.organizationDocument, { id: 'org:prk-wpk' }),
  asks(cards.postDocument, { id: 'post:chn-premier' }),
  asks(cards.thingDocument, { id: 'commodity:TOTAL' }),
  asks(views.newestDocument, {}),
]

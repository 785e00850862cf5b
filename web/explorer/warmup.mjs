// Writes dist/warmup.json: the page's queries, which the server runs when it starts.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { print } from '@0no-co/graphql.web'
import { runnerImport } from 'vite'

const here = import.meta.dirname
const load = async (name) => (await runnerImport(join(here, 'src/api', name), { configFile: false, root: here })).module

const { warmupQueries } = await load('warmup.ts')
for (const [name, document] of Object.entries({ ...(await load('views.ts')), ...(await load('cards.ts')) })) {
  if (!warmupQueries.some(({ query }) => query === print(document))) throw new Error(`${name} is not in src/api/warmup.ts`)
}
writeFileSync(join(here, '../dist/warmup.json'), `${JSON.stringify(warmupQueries, null, 1)}\n`)

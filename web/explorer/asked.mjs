// Writes dist/asked.json: what the page asks, which the server replays when it starts.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { print } from '@0no-co/graphql.web'
import { runnerImport } from 'vite'

const here = import.meta.dirname
const load = async (name) => (await runnerImport(join(here, 'src/api', name), { configFile: false, root: here })).module

const { asked } = await load('asked.ts')
for (const [name, document] of Object.entries({ ...(await load('views.ts')), ...(await load('cards.ts')) })) {
  if (!asked.some(({ query }) => query === print(document))) throw new Error(`${name} is not in src/api/asked.ts`)
}
writeFileSync(join(here, '../dist/asked.json'), `${JSON.stringify(asked, null, 1)}\n`)

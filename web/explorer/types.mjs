// Writes generated/schema.graphql, the schema in one file, and generated/schema.d.ts, its types for gql.tada.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const schema = join(here, '../../schema')
const files = readdirSync(schema).filter((name) => name.endsWith('.graphqls')).sort()

mkdirSync(join(here, 'generated'), { recursive: true })
writeFileSync(join(here, 'generated/schema.graphql'), files.map((name) => readFileSync(join(schema, name), 'utf8')).join('\n'))
execFileSync('npx', ['gql.tada', 'generate-output'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] })

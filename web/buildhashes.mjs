// Hashes the sources of the pages and the built files. Run as a program after a build, it records the hashes, so that a test can
// check dist without building it.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = import.meta.dirname
const record = join(here, 'dist/buildhashes.json')
const sources = ['explorer', 'graphiql', 'package.json', 'package-lock.json']
const outputs = ['dist/explorer', 'dist/graphiql', 'dist/warmup.json']

function filesOf(path) {
  let found
  try {
    found = readdirSync(join(here, path), { withFileTypes: true })
  } catch {
    return [path] // a file
  }
  return found.filter(({ name }) => name !== 'generated').flatMap((entry) => filesOf(join(path, entry.name)))
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesOf).sort()) {
    const content = readFileSync(join(here, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

export const currentHashes = () => ({ sources: hashOf(sources), outputs: hashOf(outputs) })
export const recordedHashes = () => JSON.parse(readFileSync(record, 'utf8'))

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(record, `${JSON.stringify(currentHashes(), null, 2)}\n`)

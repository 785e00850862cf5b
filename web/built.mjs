// Says whether dist is what was built from the sources beside it. Run as a program, after a build, it writes down from which
// sources, and what came of it, so that no test has to build anything.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = import.meta.dirname
const note = join(here, 'dist/built.json')
const sources = ['explorer', 'graphiql', 'package.json', 'package-lock.json']
const made = ['dist/explorer', 'dist/graphiql', 'dist/asked.json']

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

export const now = () => ({ sources: hashOf(sources), made: hashOf(made) })
export const noted = () => JSON.parse(readFileSync(note, 'utf8'))

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(note, `${JSON.stringify(now(), null, 2)}\n`)

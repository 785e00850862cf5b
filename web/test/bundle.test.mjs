// Limits the compressed size of the explorer's page with its scripts and styles.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { currentHashes, recordedHashes } from '../buildhashes.mjs'

const limit = 150 * 1024
const folder = new URL('../dist/explorer/', import.meta.url)

test(`the explorer is at most ${limit / 1024} KiB`, () => {
  const files = readdirSync(new URL('assets/', folder)).map((name) => new URL(`assets/${name}`, folder))
  const sizes = [new URL('index.html', folder), ...files].map((file) => gzipSync(readFileSync(file)).length)
  const size = sizes.reduce((a, b) => a + b)
  assert.ok(files.length >= 3, 'scripts, styles and the worker')
  assert.ok(size <= limit, `${size} bytes`)
})

test('the page refers to no other host', () => {
  const page = readFileSync(new URL('index.html', folder), 'utf8')
  assert.doesNotMatch(page, /(src|href)="(?:https?:)?\/\//)
  assert.doesNotMatch(page, /<script(?![^>]* src=)|<style| style=| on\w+=/, 'the content-security policy forbids inline scripts and styles')
})

test('dist was built from the current sources', () => {
  assert.deepEqual(currentHashes(), recordedHashes(), 'run `npm run build` in web, or `make web`, and commit dist')
})

// The browser of the tests, and pages that collect all failures in them.
import { chromium } from 'playwright-core'

export const base = process.env.DEMARCHE_URL ?? 'http://127.0.0.1:8080'
const pictures = process.env.SCREENSHOTS // a folder for screenshots

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

// openPage loads a page in a fresh profile. failures collects errors, and requests to hosts other than the page's own and `hosts`.
export async function openPage(t, browser, address, { hosts = [], before, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options })
  t.after(() => context.close())
  context.setDefaultTimeout(60_000) // a fresh database plans each statement when it first sees it
  const page = await context.newPage()
  const failures = []
  page.on('console', (m) => m.type() === 'error' && failures.push(m.text()))
  page.on('pageerror', (e) => failures.push(String(e)))
  page.on('request', (r) => {
    if (/^(data|blob):/.test(r.url())) return
    if (![new URL(address).host, ...hosts].includes(new URL(r.url()).host)) failures.push(`request to another host: ${r.url()}`)
  })
  await before?.(page)
  await page.goto(address)
  return { page, failures }
}

// openExplorer is openPage for the explorer. It returns when all views have their answers.
export async function openExplorer(t, browser, path = '/', options = {}) {
  const { page, failures } = await openPage(t, browser, new URL(path, base).href, { reducedMotion: 'reduce', ...options })
  await ready(page)
  return { page, failures }
}

// ready returns when no view waits for an answer.
export async function ready(page) {
  await page.locator('#timeline').waitFor()
  await page.waitForFunction(() => document.querySelectorAll('[aria-busy=true]').length === 0)
}

// picture takes a screenshot and keeps a copy in the folder SCREENSHOTS, if it is set.
export const picture = (page, name, options) => page.screenshot({ ...options, ...(pictures && { path: `${pictures}/${name}.png` }) })

// What the tests in a real browser have in common: the browser, and pages that note all that goes wrong in them.
import { chromium } from 'playwright-core'

export const base = process.env.DEMARCHE_URL ?? 'http://127.0.0.1:8080'
const pictures = process.env.SCREENSHOTS // a folder for pictures, for a person to look at

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

// openPage loads a page in a fresh profile. In `wrong` it collects errors, and requests to other hosts than its own and those named.
export async function openPage(t, browser, address, { hosts = [], before, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options })
  t.after(() => context.close())
  context.setDefaultTimeout(60_000) // a fresh database plans each statement when it first sees it
  const page = await context.newPage()
  const wrong = []
  page.on('console', (m) => m.type() === 'error' && wrong.push(m.text()))
  page.on('pageerror', (e) => wrong.push(String(e)))
  page.on('request', (r) => {
    if (/^(data|blob):/.test(r.url())) return
    if (![new URL(address).host, ...hosts].includes(new URL(r.url()).host)) wrong.push(`left the server: ${r.url()}`)
  })
  await before?.(page)
  await page.goto(address)
  return { page, wrong }
}

// openExplorer loads the explorer in a fresh profile, waits until everything has its answer, and collects all that goes wrong.
export async function openExplorer(t, browser, path = '/', options = {}) {
  const { page, wrong } = await openPage(t, browser, new URL(path, base).href, { reducedMotion: 'reduce', ...options })
  await ready(page)
  return { page, wrong }
}

// ready waits until no view waits for an answer.
export async function ready(page) {
  await page.locator('#timeline').waitFor()
  await page.waitForFunction(() => document.querySelectorAll('[aria-busy=true]').length === 0)
}

// picture is what a page shows, which is also kept where SCREENSHOTS says.
export const picture = (page, name, options) => page.screenshot({ ...options, ...(pictures && { path: `${pictures}/${name}.png` }) })

// Light or dark: what the system says, until the reader chooses.
const key = 'demarche.theme'
const system = matchMedia('(prefers-color-scheme: dark)')

export const theme = $state({ dark: system.matches })

export function followTheme(): void {
  const chosen = localStorage.getItem(key)
  if (chosen) apply(chosen === 'dark')
  system.addEventListener('change', () => localStorage.getItem(key) ?? apply(system.matches))
}

export function switchTheme(): void {
  localStorage.setItem(key, theme.dark ? 'light' : 'dark')
  apply(!theme.dark)
}

function apply(dark: boolean): void {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  theme.dark = dark
}

// colour is the value of a CSS variable that a canvas needs, as rgb(…).
export function colour(name: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const value = getComputedStyle(probe).color
  probe.remove()
  return value
}

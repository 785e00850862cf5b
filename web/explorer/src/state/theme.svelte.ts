// The light or dark theme: the system's, until the reader chooses one.
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

// colour returns the value of a CSS variable as rgb(…), which a canvas can use.
export function colour(name: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const value = getComputedStyle(probe).color
  probe.remove()
  return value
}

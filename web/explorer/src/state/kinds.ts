import type { Kind } from '../api/fragments'

export const kinds: Kind[] = [
  'VISIT', 'MEETING', 'MESSAGE', 'CEREMONY', 'AGREEMENT', 'STATEMENT', 'SANCTION', 'TRADE_RELEASE', 'OTHER',
]

const names: Record<Kind, [string, string]> = {
  VISIT: ['Visit', 'Visits'],
  MEETING: ['Meeting', 'Meetings'],
  MESSAGE: ['Message', 'Messages'],
  CEREMONY: ['Ceremony', 'Ceremonies'],
  AGREEMENT: ['Agreement', 'Agreements'],
  STATEMENT: ['Statement', 'Statements'],
  SANCTION: ['Sanction', 'Sanctions'],
  TRADE_RELEASE: ['Trade release', 'Trade releases'],
  OTHER: ['Other', 'Other'],
}

export const kindName = (kind: Kind) => names[kind][0]
export const kindsName = (kind: Kind) => names[kind][1]

// SVG paths around the origin, about 12 wide. Each kind has its own shape besides its colour.
export const shapes: Record<Kind, string> = {
  VISIT: 'M-5 -5.5 6.5 0 -5 5.5Z',
  MEETING: 'M0 -6a6 6 0 1 1 0 12a6 6 0 1 1 0 -12Z',
  MESSAGE: 'M-6 -4.5H6V4.5H-6Z',
  CEREMONY: 'M0 -6.8 1.9 -2.4 6.6 -2 3 1.1 4.1 5.7 0 3.2 -4.1 5.7 -3 1.1 -6.6 -2 -1.9 -2.4Z',
  AGREEMENT: 'M0 -6.8 6.8 0 0 6.8 -6.8 0Z',
  STATEMENT: 'M-6 -5H6V3H0L-4 6.5V3H-6Z',
  SANCTION: 'M-2.6 -6.2H2.6L6.2 -2.6V2.6L2.6 6.2H-2.6L-6.2 2.6V-2.6Z',
  TRADE_RELEASE: 'M-6 5.5V0H-3V5.5ZM-1.5 5.5V-3H1.5V5.5ZM3 5.5V-6H6V5.5Z',
  OTHER: 'M0 -4.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0 -9Z',
}

// kindColour returns the colour of a kind as a reference to its CSS variable.
export const kindColour = (kind: Kind) => `var(--${kind.toLowerCase().replace('_', '-')})`

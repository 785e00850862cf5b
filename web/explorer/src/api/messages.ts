import type { PageError } from './client'

// messages replaces the server's messages where these address the author of a query rather than a reader of the page.
const messages: Record<string, string> = {
  QUERY_TOO_BROAD: 'The selection has too many events. Narrow the window (from and to, above), or choose kinds of events or fewer actors.',
  TIMEOUT: 'The answer took too long. Narrow the window (from and to, above), or choose kinds of events or fewer actors.',
  QUERY_TOO_COMPLEX: 'The selection is too large. Choose fewer actors or fewer steps.',
  TOO_MANY_REQUESTS: 'You have too many requests open. Wait a moment, then try again.',
  OVERLOADED: 'The server is busy. Wait a moment, then try again.',
  DATABASE_UNAVAILABLE: 'The server cannot reach its database. Wait a moment, then try again. If this persists, read the server’s log.',
}

export const messageFor = ({ code, message }: PageError): string => messages[code] ?? message

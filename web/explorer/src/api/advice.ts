import type { Trouble } from './client'

// What a reader of the page can do about an error, where the server's own words are for who wrote the query.
const advice: Record<string, string> = {
  QUERY_TOO_BROAD: 'This would take looking at too many events. Narrow the window (from and to, above), or choose kinds or fewer actors.',
  TIMEOUT: 'The answer took too long. Narrow the window (from and to, above), or choose kinds or fewer actors.',
  QUERY_TOO_COMPLEX: 'This asks for too much at once. Take fewer actors or fewer steps.',
  TOO_MANY_REQUESTS: 'The server answers no more of your requests at a time. Wait a moment.',
  OVERLOADED: 'The server is busy. Wait a moment.',
  DATABASE_UNAVAILABLE: 'The server cannot reach its database. Wait a moment; if it stays so, see its log.',
}

export const inWords = ({ code, message }: Trouble): string => advice[code] ?? message

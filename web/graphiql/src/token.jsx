import { useState } from 'react'

// The editor's token. It stays in the memory of this page: never in storage, in the history of queries, or in a link.
let token = ''

// authorization returns the header with the token; empty if there is no token.
export const authorization = () => (token ? { Authorization: `Bearer ${token}` } : {})

// tokenPlugin is a GraphiQL plugin with a field for the token.
export const tokenPlugin = { title: 'Token', icon: Icon, content: Token }

function Token() {
  const [text, setText] = useState(token)
  const change = (event) => {
    token = event.target.value.trim().replace(/^Bearer\s+/i, '')
    setText(event.target.value)
  }
  return (
    <section className="token" aria-label="Token">
      <div className="token-title">Token</div>
      <p>Mutations need the editor’s token. Queries and subscriptions do not.</p>
      <label htmlFor="token">Editor’s token</label>
      <input id="token" type="password" autoComplete="off" spellCheck="false" value={text} onChange={change} />
      <p role="status">{token ? 'Requests carry the token, as “Authorization: Bearer …”.' : 'Requests carry no token.'}</p>
      <p>The page forgets the token when you leave or reload it. It never stores the token or puts it into a link.</p>
    </section>
  )
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" role="img" aria-label="Token">
      <circle cx="8" cy="15" r="4" />
      <path d="M11 12l8-8M15 8l3 3M18 5l2 2" />
    </svg>
  )
}

import { ToolbarButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { useEffect, useState } from 'react'

// addressParameters are the query, the variables and the operation's name in the address.
export const addressParameters = Object.fromEntries(new URLSearchParams(location.search))

// linkTo returns the address of this page with a query. It never contains headers or tokens.
function linkTo({ query, variables, operationName }) {
  const parameters = new URLSearchParams({ query })
  if (variables.trim()) parameters.set('variables', variables)
  if (operationName) parameters.set('operationName', operationName)
  return `${location.origin}${location.pathname}?${parameters}`
}

// ShareButton copies the link to the current query and puts it into the address bar.
export function ShareButton() {
  const { setOperationName } = useGraphiQLActions()
  const queryEditor = useGraphiQL((state) => state.queryEditor)
  const variableEditor = useGraphiQL((state) => state.variableEditor)
  const operationName = useGraphiQL((state) => state.operationName)
  const [status, setStatus] = useState('')

  // Without this, GraphiQL chooses the first operation of a document.
  useEffect(() => {
    if (queryEditor && addressParameters.operationName) setOperationName(addressParameters.operationName)
  }, [queryEditor])
  useEffect(() => {
    const timer = status && setTimeout(() => setStatus(''), 2500)
    return () => clearTimeout(timer)
  }, [status])

  async function copy() {
    const link = linkTo({ query: queryEditor.getValue(), variables: variableEditor?.getValue() ?? '', operationName })
    history.replaceState(null, '', link)
    try {
      await navigator.clipboard.writeText(link)
      setStatus('Link copied')
    } catch {
      setStatus('Copying failed: use the address bar')
    }
  }
  return (
    <>
      <ToolbarButton label="Copy link to this query" disabled={!queryEditor} onClick={copy}>
        <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" aria-hidden="true">
          <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700L12 17" />
        </svg>
      </ToolbarButton>
      <span className="share-status" role="status">{status}</span>
    </>
  )
}

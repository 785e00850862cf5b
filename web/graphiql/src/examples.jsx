import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { parse } from 'graphql'

// loadExamples returns the server's examples as [{ name, title, text }]; empty if it has none.
export async function loadExamples() {
  try {
    const response = await fetch('../examples.json')
    return response.ok ? await response.json() : []
  } catch {
    return []
  }
}

// examplesPlugin returns a GraphiQL plugin that opens an example in a new tab.
export function examplesPlugin(examples) {
  return { title: 'Examples', icon: Icon, content: () => <Examples examples={examples} /> }
}

function Examples({ examples }) {
  const { addTab, setOperationName } = useGraphiQLActions()
  const queryEditor = useGraphiQL((state) => state.queryEditor)
  const variableEditor = useGraphiQL((state) => state.variableEditor)
  const open = (text) => {
    if (queryEditor.getValue().trim()) addTab()
    queryEditor.setValue(text)
    setOperationName(operationName(text)) // GraphiQL sets it only later, too late for a quick Execute
    variableEditor?.setValue('')
    queryEditor.focus()
  }
  return (
    <section className="examples" aria-label="Examples">
      <div className="examples-title">Examples</div>
      <ul>
        {examples.map(({ name, title, text }) => (
          <li key={name}>
            <button type="button" disabled={!queryEditor} onClick={() => open(text)}>{title}</button>
          </li>
        ))}
      </ul>
    </section>
  )
}

// operationName returns the name of the first operation of a document.
function operationName(text) {
  return parse(text).definitions.find((d) => d.kind === 'OperationDefinition')?.name?.value
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" role="img" aria-label="Examples">
      <path d="M5 4h10l4 4v12H5zM15 4v4h4M8 12h8M8 16h6" />
    </svg>
  )
}

import './workers.js'
import '@graphiql/react/style.css'
import '@graphiql/plugin-doc-explorer/style.css'
import '@graphiql/plugin-history/style.css'
import 'graphiql/graphiql.css'
import './page.css'
import { HISTORY_PLUGIN } from '@graphiql/plugin-history'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { examplesPlugin, loadExamples } from './examples.jsx'
import { fetcher } from './fetcher.js'

const examples = await loadExamples()
const plugins = [examplesPlugin(examples), HISTORY_PLUGIN]
const asked = new URLSearchParams(location.search)

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    visiblePlugin={examples.length > 0 ? plugins[0] : undefined}
    defaultQuery={examples[0]?.text}
    initialQuery={asked.get('query') ?? undefined}
    initialVariables={asked.get('variables') ?? undefined}
    isHeadersEditorEnabled={false}
  >
    <GraphiQL.Logo>Demarche</GraphiQL.Logo>
  </GraphiQL>,
)

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
import { addressParameters, ShareButton } from './share.jsx'
import { tokenPlugin } from './token.jsx'

const examples = await loadExamples()
const plugins = [examplesPlugin(examples), tokenPlugin, HISTORY_PLUGIN]

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    visiblePlugin={examples.length > 0 ? plugins[0] : undefined}
    defaultQuery={examples[0]?.text}
    initialQuery={addressParameters.query}
    initialVariables={addressParameters.variables}
    isHeadersEditorEnabled={false} // GraphiQL would store a token in its history
  >
    <GraphiQL.Logo>Demarche</GraphiQL.Logo>
    <GraphiQL.Toolbar>{({ prettify, merge, copy }) => <>{prettify}{merge}{copy}<ShareButton /></>}</GraphiQL.Toolbar>
  </GraphiQL>,
)

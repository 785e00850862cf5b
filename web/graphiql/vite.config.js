import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './', // relative, so that the page works behind a path prefix
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/graphiql',
    emptyOutDir: true,
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000, // Monaco
  },
  // `npx vite --config graphiql/vite.config.js` uses a server on this machine
  server: { proxy: { '/graphql': 'http://127.0.0.1:8080', '/examples.json': 'http://127.0.0.1:8080' } },
})

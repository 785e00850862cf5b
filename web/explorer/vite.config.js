import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const server = process.env.DEMARCHE_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  base: './', // relative, so that the page works behind a path prefix
  plugins: [svelte({ compilerOptions: { css: 'external' } })],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/explorer',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content-security policy allows no data: scripts
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
  },
  // `npx vite --config explorer/vite.config.js` uses the server at DEMARCHE_URL
  server: { proxy: { '/graphql': server, '/graphiql': server, '/export': server } },
})

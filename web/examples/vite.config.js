import { defineConfig } from 'vite'

// `npm run examples` beside a server that DEMARCHE_ALLOWED_ORIGINS=http://localhost:5173 lets these pages ask.
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  publicDir: false,
  optimizeDeps: { entries: ['examples/*.html'] },
  server: { port: 5173, strictPort: true, open: false },
})

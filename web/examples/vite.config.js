import { defineConfig } from 'vite'

// `npm run examples` needs a server with DEMARCHE_ALLOWED_ORIGINS=http://localhost:5173.
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  publicDir: false,
  optimizeDeps: { entries: ['examples/*.html'] },
  server: { port: 5173, strictPort: true, open: false },
})

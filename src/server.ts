import './load-quickly.ts'

await import('./serve.ts')

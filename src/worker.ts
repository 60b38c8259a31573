import './load-quickly.ts'

await import('./work.ts')

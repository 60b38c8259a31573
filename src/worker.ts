import './load-quickly.ts'
import { endWithNpm } from './platform/end-with-npm.ts'

endWithNpm()
await import('./work.ts')

import { it } from 'vitest'
import { holdGenerated, holdMutated } from '../certification/certificates/credentials/library.ts'

it('has the quads of the library for a thousand badges', { timeout: 300_000 }, () => holdGenerated(1_000))

it('has the verdict of the library for ten thousand changed badges', { timeout: 600_000 }, () =>
  holdMutated(10_000),
)

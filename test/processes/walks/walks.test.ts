import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../setup/process.ts'
import { allThree, walkThrough } from './walk.ts'

/** Not everybody who works on the service has Python. */
const hasPython = spawnSync('python3', ['--version']).status === 0

describe('a walk takes a cohort from its roster to certificates, and receives webhooks', () => {
  test('in a shell, with curl', async () => {
    using folder = temporaryFolder()
    expect(await walkThrough(folder.path, ['bash', 'cohort.sh'])).toBe(allThree)
  }, 400_000)

  test.skipIf(!hasPython)(
    'in Python, with its standard library alone',
    async () => {
      using folder = temporaryFolder()
      expect(await walkThrough(folder.path, ['python3', 'cohort.py'])).toBe(allThree)
    },
    400_000,
  )
})

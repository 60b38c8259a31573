import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstClientIn, startService, temporaryFolder, tokenOf, whenReady } from '../setup/process.ts'

test('a first start with a wrong seal and a scanner that is away comes up, shows its client, and says both', async () => {
  using folder = temporaryFolder()
  const seal = join(folder.path, 'seal.pem')
  writeFileSync(seal, 'This is no seal.')
  const service = await startService(
    {
      ESEAL_FILE: seal,
      ESEAL_ORGANISATION: '01993c7e-0000-7000-8000-000000000000',
      CLAMD_URL: 'tcp://127.0.0.1:1',
    },
    folder.path,
  )
  expect(await tokenOf(service.url, firstClientIn(service.output()))).toBeTruthy()
  const { status, degraded = [] } = await whenReady(service.url)
  expect(status).toBe('degraded')
  expect(degraded.map(({ auxiliary }) => auxiliary)).toEqual(['scanner', 'seal'])
  expect(service.output()).toContain('The seal is degraded')
  expect(await service.stop()).toBe(0)
})

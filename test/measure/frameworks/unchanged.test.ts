import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { assertFrameworksUnchanged } from '../../../src/measure/frameworks/assert-unchanged.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { start } from '../../../src/start.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('a framework version in use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frameworks-in-use-'))
  const own = join(folder, 'own', 'school-green')
  let world: World
  let mobilityId: string

  const edit = (file: string, change: (content: Record<string, never>) => void) => {
    const content = JSON.parse(readFileSync(join(own, file), 'utf8'))
    change(content)
    writeFileSync(join(own, file), JSON.stringify(content))
  }
  const copy = () => {
    rmSync(own, { recursive: true, force: true })
    cpSync(join(builtInFrameworks, 'greencomp'), own, { recursive: true })
    edit('framework.json', (facts) => Object.assign(facts, { id: 'school-green' }))
  }
  const startAgain = () =>
    start(
      readConfig({
        DATABASE_URL: world.services.db.url!,
        DATA_DIR: folder,
        FRAMEWORKS_DIR: join(folder, 'own'),
      }),
      () => world.clock.now,
    )

  beforeAll(async () => {
    copy()
    world = await newWorld({ frameworks: loadFrameworks([builtInFrameworks, join(folder, 'own')]) })
    const mobility = await given(world).mobility()
    mobilityId = String(mobility.id)
    const criteria = ['a', 'b', 'c'].map((id) => ({ id, level: null, text: { lv: 'Prot.', en: 'Can.' } }))
    const outcome = Object.assign({ competence: '1.1', baseline: null, target: null }, { criteria })
    await given(world).draft(mobilityId, [outcome], { framework: 'school-green' })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is found unchanged when nothing but layout, a further language or a map has changed', async () => {
    copy()
    edit('framework.json', () => {})
    writeFileSync(
      join(own, 'texts/et.json'),
      readFileSync(join(own, 'texts/en.json'), 'utf8').replace('"en"', '"et"'),
    )
    const library = loadFrameworks([builtInFrameworks, join(folder, 'own')])
    expect(library.get('school-green')!.texts.has('et')).toBe(true)
    await assertFrameworksUnchanged(world.services.db.owner, library)
  })

  test('keeps the service from starting when its facts or words have changed, naming what uses it', async () => {
    copy()
    edit('framework.json', (facts) => Object.assign(facts, { version: '2023' }))
    edit('texts/lv.json', (texts) => Object.assign(texts, { title: 'Cits' }))
    const failure = await startAgain().then(
      () => '',
      (error: Error) => error.message,
    )
    expect(failure).toContain('school-green: framework.json has changed; texts/lv.json has changed.')
    expect(failure).toContain(`In use by mobility ${mobilityId} (agreement versions: 1, recognitions: 0)`)
    expect(failure).not.toContain('texts/en.json')
  })

  test('keeps the service from starting when it is gone', async () => {
    rmSync(own, { recursive: true })
    await expect(startAgain()).rejects.toThrow(/school-green: framework.json is no longer there/)
  })
})

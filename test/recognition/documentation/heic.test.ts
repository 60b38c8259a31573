import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { convertHeicBy } from '../../../src/platform/pictures/convert-heic.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { heic } from './formats.ts'
import { bare, photograph } from './pictures.ts'

/** Programs as they might be installed; each is called with the path of the one and of the other. */
describe('a HEIC where a program converts it', () => {
  let folder: string
  let world: World
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recognition-heic-'))
    writeFileSync(join(folder, 'photograph.jpg'), photograph())
    world = await newWorld()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const program = (name: string, script: string) => {
    const path = join(folder, name)
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o700)
    return path
  }
  async function send(script: string) {
    const name = `program-${readdirSync(folder).length}`
    world.services.convertHeic = convertHeicBy(program(name, script), 10 * 1024 * 1024)
    const { id } = await given(world).documentation()
    return world
      .as({ school: world.host, role: 'mentor' })
      .post(`/v1/recognitions/${id}/evidence`)
      .field({ title: 'Photograph', producedOn: '2026-09-20', competences: '2.4' })
      .attach('file', heic(), 'photo.heic')
  }
  const names = (facts: { fact: string }[]) => facts.map(({ fact }) => fact)

  test('becomes a JPEG, without what either of them tells of its making', async () => {
    const kept = await send(`head -c 12 "$1" | grep -q heic && cp ${folder}/photograph.jpg "$2"`)
    expect(kept.status, JSON.stringify(kept.body)).toBe(201)
    expect(kept.body).toMatchObject({ mediaType: 'image/jpeg', size: bare.length })
    expect(kept.body.stripped).toContain('Exif')
    expect(names(kept.body.facts)).toContain('converted')
  })

  test.each([
    ['fails', 'exit 1'],
    ['writes nothing', 'exit 0'],
    ['writes what is no picture', 'echo hello > "$2"'],
    ['writes too much', 'head -c 11000000 /dev/zero > "$2"'],
  ])('stays as it is where the program %s, and says so', async (_what, script) => {
    const kept = await send(script)
    expect([kept.status, kept.body.mediaType]).toEqual([201, 'image/heic'])
    expect(names(kept.body.facts)).toContain('not-converted')
  })

  test('is told nothing of the settings of the service, and leaves nothing behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('heic-'))
    process.env.KEY_SECRET_FOR_TEST = 'a secret'
    const kept = await send(`[ -z "$KEY_SECRET_FOR_TEST" ] && cp ${folder}/photograph.jpg "$2"`)
    delete process.env.KEY_SECRET_FOR_TEST
    expect(kept.body.mediaType).toBe('image/jpeg')
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('heic-'))).toEqual(before)
  })
})

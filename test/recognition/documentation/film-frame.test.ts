import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as passed } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { removeFiles } from '../../../src/custody/erasure/remove-files.ts'
import { filmFrameBy } from '../../../src/platform/pictures/film-frame.ts'
import { folderStorage } from '../../../src/platform/storage/storage.ts'
import { asBytes } from '../../setup/bytes.ts'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { film } from './formats.ts'
import { bare, photograph } from './pictures.ts'

const MIB = 1024 * 1024

/** Programs as they might be installed: each reads `$in`, and writes `$out`. */
describe('the first picture of a film', () => {
  let folder: string
  let world: World
  let made: Case
  let letter = 0
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recognition-frames-'))
    writeFileSync(join(folder, 'photograph.jpg'), photograph())
    world = await newWorld({ storage: folderStorage(join(folder, 'kept')) })
  })
  beforeEach(async () => {
    made = await given(world).documentation()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  function program(script: string): string {
    const path = join(folder, `program-${readdirSync(folder).length}`)
    const head = '#!/bin/sh\nfor out; do :; done; while [ "$1" != -i ]; do shift; done; in=$2\n'
    writeFileSync(path, `${head}${script}\n`)
    chmodSync(path, 0o700)
    return path
  }
  const takes = () => `cp ${folder}/photograph.jpg "$out"`
  const install = (script: string | null, withinMs = 20_000) => {
    world.services.filmFrame =
      script === null ? null : filmFrameBy(program(script), { withinMs, maxBytes: MIB })
  }
  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  /** No two films are alike. */
  const another = () => film('isom', `shown ${letter++}`)
  const send = (bytes = another(), name = 'film.mp4') =>
    mentor()
      .post(`/v1/recognitions/${made.id}/evidence`)
      .field({ title: 'Film', producedOn: '2026-09-20', competences: '2.4' })
      .attach('file', bytes, name)
  const names = (facts: { fact: string }[]) => facts.map(({ fact }) => fact)
  const frame = (id: unknown) => `/v1/recognitions/${made.id}/evidence/${id}/frame`
  const leftBehind = () => readdirSync(tmpdir()).filter((name) => name.startsWith('film-'))

  test('is made by a program that reads the film and nothing else, without what it tells of its making', async () => {
    const bytes = another()
    install(`grep -q "shown" "$in" && ! grep -q Riga "$in" && [ -z "$SECRET_OF_THE_TEST" ] && ${takes()}`)
    process.env.SECRET_OF_THE_TEST = 'a secret'
    const kept = await send(bytes, 'film; touch x.mp4')
    delete process.env.SECRET_OF_THE_TEST
    expect(kept.status, JSON.stringify(kept.body)).toBe(201)
    expect(kept.body).toMatchObject({ mediaType: 'video/mp4', size: bytes.length })
    expect(names(kept.body.facts)).toContain('framed')
    const picture = await mentor().get(frame(kept.body.id)).buffer().parse(asBytes)
    expect([picture.status, picture.type]).toEqual([200, 'image/jpeg'])
    expect((picture.body as Buffer).equals(bare)).toBe(true)
    const readings = await world.services.db.owner.execute(
      sql`select role from file_readings where recognition_id = ${made.id}`,
    )
    expect([...(readings as Iterable<object>)]).toMatchObject([{ role: 'mentor' }])
    expect(leftBehind()).toEqual([])
  })

  test.each([
    ['fails', 'exit 1', 20_000],
    ['writes nothing', 'exit 0', 20_000],
    ['writes what is no picture', 'echo hello > "$out"', 20_000],
    ['writes the beginning of a picture', 'head -c 20 "$(dirname "$0")/photograph.jpg" > "$out"', 20_000],
    ['writes too much', 'head -c 3000000 /dev/zero > "$out"', 20_000],
    ['takes too much memory', 'head -c 3000000000 /dev/zero | tail > "$out"; exit 1', 20_000],
    ['hangs', 'sleep 60', 300],
  ])('is missing where the program %s: the film is kept, and says so', async (_what, script, withinMs) => {
    install(script, withinMs)
    const bytes = another()
    const kept = await send(bytes)
    expect([kept.status, kept.body.mediaType, kept.body.size]).toEqual([201, 'video/mp4', bytes.length])
    expect(kept.body.frameSha256).toBeNull()
    expect(names(kept.body.facts)).toContain('not-framed')
    expect((await mentor().get(frame(kept.body.id))).status).toBe(404)
    const content = await mentor().get(frame(kept.body.id).replace('frame', 'content'))
    expect(content.status).toBe(200)
    expect(leftBehind()).toEqual([])
  })

  test('is missing where no program is installed, which is said in words, and where only sound is heard', async () => {
    install(null)
    const kept = await send()
    expect([kept.status, kept.body.frameSha256, names(kept.body.facts)]).toEqual([
      201,
      null,
      expect.arrayContaining(['not-framed']),
    ])
    const desk = await deskOf(world, world.host, world.host.members.mentor)
    const page = await world.anyone
      .get(`${desk}/recognitions/${made.id}/evidence?lang=en`)
      .set('accept', 'text/html')
    expect(page.text).toContain('There is no picture of how this film begins.')
    install(takes())
    const sound = await send(film('M4A ', `heard ${letter++}`), 'sound.m4a')
    expect(sound.body.frameSha256).toBeNull()
    expect(names(sound.body.facts)).not.toContain('not-framed')
  })

  test('takes its program with all that it started, once that is late', async () => {
    const child = join(folder, 'child')
    install(`sleep 61 & echo $! > ${child}; wait`, 500)
    expect(names((await send()).body.facts)).toContain('not-framed')
    const pid = Number(readFileSync(child, 'utf8'))
    await passed(100)
    expect(existsSync(`/proc/${pid}`) && !isZombie(pid)).toBe(false)
  })

  test('is waited for where others are at it, two at once', async () => {
    const log = join(folder, 'log')
    install(`echo begin >> ${log}; sleep 0.3; echo end >> ${log}; ${takes()}`)
    const all = await Promise.all(Array.from({ length: 5 }, () => world.services.filmFrame!(another())))
    expect(all.filter((picture) => picture !== null)).toHaveLength(5)
    let [now, most] = [0, 0]
    for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
      now += line === 'begin' ? 1 : -1
      most = Math.max(most, now)
    }
    expect(most).toBe(2)
  })

  test('of a film that a scanner holds back is not made', async () => {
    const touched = join(folder, 'touched')
    install(`touch ${touched}; ${takes()}`)
    world.services.antivirus = { scan: async () => 'infected' }
    try {
      const kept = await send()
      expect([kept.status, kept.body.scan, kept.body.frameSha256]).toEqual([201, 'infected', null])
      expect(existsSync(touched)).toBe(false)
    } finally {
      world.services.antivirus = null
    }
  })

  test('is one tap away at a desk and on the page of the learner, and stands in the case file', async () => {
    install(takes())
    const { id } = (await send()).body
    const desk = await deskOf(world, world.host, world.host.members.mentor)
    const at = `${desk}/recognitions/${made.id}/evidence`
    const page = await world.anyone.get(`${at}?lang=en`).set('accept', 'text/html')
    expect(page.text).toContain(`evidence/${id}/frame`)
    const opened = await world.anyone.get(`${at}/${id}/frame`)
    expect([opened.status, opened.type]).toEqual([200, 'image/jpeg'])
    const mobility = await given(world).ok(coordinator().get(`/v1/mobilities/${made.mobilityId}`))
    const own = await pageOf(world, mobility.learnerId)
    const mine = await world.anyone.get(`${own}/evidence/${made.id}?lang=en`).set('accept', 'text/html')
    expect(mine.text).toContain(`/declare/${made.id}/frames/${id}`)
    const seen = await world.anyone.get(`${own}/declare/${made.id}/frames/${id}`)
    expect([seen.status, seen.type]).toEqual([200, 'image/jpeg'])
    const zip = await coordinator().get(`/v1/recognitions/${made.id}/file.zip`).buffer().parse(asBytes)
    expect((zip.body as Buffer).toString('latin1')).toContain(`04-evidence/${id}-frame.jpg`)
    const file = await coordinator().get(`/v1/recognitions/${made.id}/file.pdf`).buffer().parse(asBytes)
    expect((file.body as Buffer).toString('latin1')).toContain('/Subtype /Image')
  })

  test('goes with its film when that is taken back, unless another film has the same', async () => {
    const picture = photograph()
    picture[picture.lastIndexOf(0xd9) - 2]! ^= 1
    writeFileSync(join(folder, 'another.jpg'), picture)
    install(`cp ${folder}/another.jpg "$out"`)
    const [first, second] = [(await send()).body, (await send()).body]
    const { storage } = world.services
    const withdraw = (id: string) =>
      mentor().post(`/v1/recognitions/${made.id}/evidence/${id}/withdrawal`).send({ reason: 'Wrong film.' })
    expect((await withdraw(first.id)).status).toBe(200)
    expect((await mentor().get(frame(first.id))).status).toBe(409)
    await removeFiles(world.services)
    await expect(storage.open(first.sha256)).rejects.toThrow()
    expect(first.frameSha256).toBe(second.frameSha256)
    expect((await mentor().get(frame(second.id))).status).toBe(200)
    await withdraw(second.id)
    await removeFiles(world.services)
    await expect(storage.open(second.frameSha256)).rejects.toThrow()
  })
})

const isZombie = (pid: number) => /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

/** With a real ffmpeg where one is at hand. */
const ffmpeg =
  process.env.FFMPEG ?? ['/usr/bin/ffmpeg', '/usr/local/bin/ffmpeg'].find((path) => existsSync(path))
describe.runIf(ffmpeg)('ffmpeg', () => {
  test('makes the first picture of a film, and follows no list of addresses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recognition-ffmpeg-'))
    const path = join(folder, 'film.mp4')
    const shown = [
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=1920x1080:rate=10',
      '-t',
      '1',
      '-pix_fmt',
      'yuv420p',
      path,
    ]
    execFileSync(ffmpeg!, ['-loglevel', 'error', ...shown])
    const take = filmFrameBy(ffmpeg!)
    const picture = await take(readFileSync(path))
    expect(picture?.subarray(0, 3)).toEqual(Buffer.from('ffd8ff', 'hex'))
    expect(await take(Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'))).toBeNull()
    rmSync(folder, { recursive: true, force: true })
  })
})

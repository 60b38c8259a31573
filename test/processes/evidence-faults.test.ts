import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/start.ts'
import { given } from '../setup/given.ts'
import { emptyDatabase, run, temporaryFolder } from '../setup/process.ts'
import { mayMount, startOnSmallDisk } from '../setup/small-disk.ts'
import { publicUrl, today, tokenFor, worldOver } from '../setup/world.ts'

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Cases that are open for evidence, left in the database of these settings, and somebody who may hand it in. */
async function leaveCases(settings: Record<string, string>) {
  const clock = { now: new Date(today), advance() {} }
  const started = await start(readConfig(settings), () => clock.now)
  const world = await worldOver(started.services, clock)
  const cases: string[] = []
  for (let made = 0; made < 3; made++) cases.push((await given(world).documentation()).id)
  clock.now = new Date()
  const token = await tokenFor(started.services, { school: world.host, role: 'mentor' })
  await world.app.close()
  await started.close()
  return { cases, token }
}

type Piece = { caseId: string; id: string; sha256: string }
type Answered = { kind: 'upload' | 'download'; status: number; retryAfter: string | null; piece?: Piece }

/** Hands in evidence and asks for what was handed in, without a pause, until it is stopped. */
function load(url: string, { cases, token }: Awaited<ReturnType<typeof leaveCases>>) {
  const headers = { authorization: `Bearer ${token}` }
  const answers: Answered[] = []
  const pieces: Piece[] = []
  const wrong: string[] = []
  let going = true
  let serial = 0

  async function handIn(caseId: string, competence: string): Promise<void> {
    const bytes = Buffer.from(`Work ${++serial} `.padEnd(16_000, 'genuine '))
    const form = new FormData()
    form.set('title', `Work ${serial}`)
    form.set('producedOn', '2026-09-20')
    form.set('competences', competence)
    form.set('file', new Blob([bytes]), 'work.txt')
    const address = `${url}/v1/recognitions/${caseId}/evidence`
    const answer = await fetch(address, { method: 'POST', headers, body: form })
    const { id } = (await answer.json()) as { id: string }
    const piece = { caseId, id, sha256: sha256(bytes) }
    if (answer.status === 201) pieces.push(piece)
    const retryAfter = answer.headers.get('retry-after')
    answers.push({ kind: 'upload', status: answer.status, retryAfter })
    await pause(100)
  }

  async function askFor(piece: Piece): Promise<void> {
    const address = `${url}/v1/recognitions/${piece.caseId}/evidence/${piece.id}/content`
    const answer = await fetch(address, { headers })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (answer.status === 200 && sha256(bytes) !== piece.sha256) wrong.push(piece.sha256)
    answers.push({ kind: 'download', status: answer.status, retryAfter: null, piece })
  }

  const loops = cases
    .flatMap((caseId) => [() => handIn(caseId, '1.1'), () => handIn(caseId, '2.4')])
    .concat(
      Array.from({ length: 3 }, () => async () => {
        // The first two, which are damaged at last, are asked for often.
        const among = Math.random() < 0.25 ? Math.min(2, pieces.length) : pieces.length
        const piece = pieces[Math.floor(Math.random() * among)]
        await (piece ? askFor(piece) : pause(50))
      }),
    )
    .map(async (turn) => {
      while (going) await turn()
    })
  return {
    answers,
    pieces,
    wrong,
    /** What was answered from now on, for so many milliseconds. */
    async meanwhile(milliseconds: number) {
      const from = answers.length
      await pause(milliseconds)
      const told = answers.slice(from)
      const statuses = (kind: Answered['kind']) => [
        ...new Set(told.filter((answer) => answer.kind === kind).map(({ status }) => status)),
      ]
      return { told, uploads: statuses('upload'), downloads: statuses('download') }
    },
    async stop() {
      going = false
      await Promise.all(loops)
    },
  }
}

const databases = {
  PostgreSQL: async () => {
    const database = await emptyDatabase()
    return {
      settings: { DATABASE_URL: database.url },
      drop: () => database[Symbol.asyncDispose](),
    }
  },
  'the embedded database': async () => ({ settings: {}, drop: async () => {} }),
}

describe.skipIf(!mayMount())('the disk of evidence, under load', () => {
  test.each(Object.entries(databases))(
    'full, closed or changed, beside %s: nothing is half kept, nothing wrong given out, all of it told',
    async (_name, open) => {
      using folder = temporaryFolder()
      const { settings: ofDatabase, drop } = await open()
      const settings = { ...ofDatabase, DATA_DIR: folder.path, PUBLIC_URL: publicUrl, CLIENT_REQUESTS: '0' }
      const left = await leaveCases(settings)
      const kept = join(folder.path, 'evidence')
      mkdirSync(kept, { recursive: true })
      const service = await startOnSmallDisk(kept, '16m', settings)
      const ready = async () => {
        const answer = await fetch(`${service.url}/readyz`)
        const { missing } = (await answer.json()) as { missing?: string[] }
        return [answer.status, missing]
      }
      const under = load(service.url, left)
      /** Until all that is asked for is answered so; what was asked before may still be on its way, and the machine busy. */
      const answersAre = async (wanted: { uploads: number[]; downloads: number[] }) => {
        const until = Date.now() + 30_000
        for (;;) {
          const meanwhile = await under.meanwhile(1_000)
          const { told, ...statuses } = meanwhile
          if (JSON.stringify(statuses) === JSON.stringify(wanted)) return { told }
          if (Date.now() > until) expect(statuses).toEqual(wanted)
        }
      }
      const asBefore = async () => {
        expect(await ready()).toEqual([200, undefined])
        await pause(300)
        await answersAre({ uploads: [201], downloads: [200] })
      }
      await pause(1_000)
      await asBefore()

      service.fill()
      await pause(500)
      expect(await ready()).toEqual([503, ['storage']])
      await answersAre({ uploads: [507], downloads: [200] })
      service.clear()
      await asBefore()

      service.close('ro')
      await pause(500)
      expect(await ready()).toEqual([503, ['storage']])
      const closed = await answersAre({ uploads: [503], downloads: [200] })
      expect(closed.told.filter(({ status, retryAfter }) => status === 503 && !retryAfter)).toEqual([])
      service.close('rw')
      await asBefore()

      const [changed, missing] = under.pieces as [Piece, Piece]
      const place = (piece: Piece) => join(service.folder, piece.sha256.slice(0, 2), piece.sha256)
      writeFileSync(place(changed), 'forged '.padEnd(16_000, 'forged '))
      rmSync(place(missing))
      await pause(300)
      const { told } = await under.meanwhile(2_000)
      const isDamaged = ({ piece }: Answered) => piece === changed || piece === missing
      while (new Set(told.filter(isDamaged).map(({ piece }) => piece)).size < 2)
        told.push(...(await under.meanwhile(1_000)).told)
      await under.stop()
      expect([...new Set(told.filter(isDamaged).map(({ status }) => status))]).toEqual([409])
      const sound = told.filter((answer) => !isDamaged(answer))
      expect([...new Set(sound.map(({ status }) => status))].sort()).toEqual([200, 201])

      expect(under.wrong).toEqual([])
      expect([...new Set(under.answers.map(({ status }) => status))].sort()).toEqual([
        200, 201, 409, 503, 507,
      ])
      // What was acknowledged is there, and nothing else: in the cases, and on the disk.
      const headers = { authorization: `Bearer ${left.token}` }
      const there: string[] = []
      for (const id of left.cases) {
        const answer = await fetch(`${service.url}/v1/recognitions/${id}/evidence`, { headers })
        const { items } = (await answer.json()) as { items: { id: string }[] }
        there.push(...items.map((item) => item.id))
      }
      expect(there.sort()).toEqual(under.pieces.map(({ id }) => id).sort())
      const files = readdirSync(service.folder, { recursive: true, withFileTypes: true })
      expect(
        files
          .filter((file) => file.isFile())
          .map(({ name }) => basename(name))
          .sort(),
      ).toEqual(
        under.pieces
          .filter((piece) => piece !== missing)
          .map((piece) => piece.sha256)
          .sort(),
      )

      // The check of every day, which the embedded database has for itself.
      cpSync(service.folder, kept, { recursive: true })
      expect(await service.stop()).toBe(0)
      const check = run('commands/check-certificates.ts', settings)
      expect(await check.exited).toBe(1)
      for (const piece of [changed, missing]) expect(check.output()).toContain(piece.sha256)
      expect(check.output()).toContain('0 certificates checked, 2 faults.')
      await drop()
    },
  )
})

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import { spoken } from '../../../src/platform/words/language.ts'
import { drawCaseFile } from '../../../src/recognition/case-files/draw-case-file.ts'
import type { CaseFile } from '../../../src/recognition/case-files/part.ts'
import { say } from '../../../src/recognition/case-files/words.ts'
import { asBytes } from '../../setup/bytes.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { walkEverything } from '../../setup/whole-walk.ts'
import { newWorld, type World } from '../../setup/world.ts'

const jars = 'preflight pdfbox2 fontbox2 xmpbox commons-logging javax.activation jaxb-api'.split(' ')
const checker = jars.map((name) => join('/usr/share/java', `${name}.jar`))
const run = (tool: string, args: string[], cwd?: string) => spawnSync(tool, args, { encoding: 'utf8', cwd })
const isPreflightThere = run('java', ['-version']).status === 0 && checker.every((jar) => existsSync(jar))
if (!isPreflightThere) console.warn('PDFBox preflight is not installed: what it checks is NOT CHECKED')

/** What the service calls things by, and no reader does. */
const raw = {
  'an id': /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i,
  'a checksum': /[0-9a-f]{32,}/i,
  'a pointer': /(?<![\w/:])\/[\w~-]+(\/[\w~-]+)+/,
}
/** The names under which the service keeps what was done. */
const names = Object.values<Action>(actions).flatMap(({ name, ledger }) => [
  ledger,
  ...(name.includes('-') ? [name] : []),
])

/** What of a text no reader could make sense of. */
function unreadable(text: string): string[] {
  const words = text.replaceAll(/https?:\/\/\S+/g, '')
  // A line may end within an id.
  const joined = words.replaceAll(/\s/g, '')
  return [
    ...Object.entries(raw).flatMap(([what, shape]) => {
      const found = shape.exec(what === 'a pointer' ? words : joined)
      return found ? [`${what}: ${found[0]}`] : []
    }),
    ...names.filter((name) => words.includes(name)),
  ]
}

describe('the file of every case in which anything can happen', () => {
  let world: World
  let cases: string[]
  const asked: CaseFile[] = []
  const files: { language: string; bytes: Buffer; text: string }[] = []
  beforeAll(async () => {
    const keep = async (file: CaseFile) => {
      asked.push(file)
      return drawCaseFile(file)
    }
    world = await newWorld({ eudiWallets: true, drawCaseFile: keep })
    await walkEverything(world)
    const rows = await world.services.db.owner.execute(
      `select id from recognitions where organisation_id = '${world.school.id}' order by id`,
    )
    cases = (rows as { id: string }[]).map(({ id }) => id)
    for (const id of cases)
      for (const language of spoken) {
        const path = `/v1/recognitions/${id}/file.pdf?lang=${language}`
        const { status, body } = await world
          .as({ school: world.school, role: 'coordinator' })
          .get(path)
          .buffer()
          .parse(asBytes)
        expect(status).toBe(200)
        files.push({ language, bytes: body, text: (await readPdf(body)).text })
      }
  }, 120_000)

  test('names nothing by id, checksum, pointer or internal name before its last table', () => {
    expect(cases.length).toBeGreaterThan(3)
    for (const { language, text } of files) {
      const place = text.lastIndexOf(say('title-register')(language))
      expect(place).toBeGreaterThan(0)
      expect(unreadable(text.slice(0, place))).toEqual([])
      expect(unreadable(text.slice(place))).not.toEqual([])
    }
  })

  test.skipIf(!isPreflightThere)(
    'keeps to PDF/A, in the older edition that the checker knows too',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'case-files-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      const longest = asked.reduce((one, other) => (other.parts.length > one.parts.length ? other : one))
      writeFileSync(join(folder, 'file.pdf'), await drawCaseFile(longest, 'PDF/A-1a'))
      const main = 'org.apache.pdfbox.preflight.Validator_A1b'
      const { stdout } = run('java', ['-cp', checker.join(':'), main, 'file.pdf'], folder)
      expect(stdout).toContain('is a valid PDF/A-1b file')
    },
    60_000,
  )

  test('leads nowhere but to places that are there', async () => {
    for (const { bytes } of files.slice(0, 4)) {
      const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
      const places = Object.keys(await document.getDestinations())
      const led = new Set<string>()
      for (let number = 1; number <= document.numPages; number++)
        for (const { dest } of await (await document.getPage(number)).getAnnotations())
          if (typeof dest === 'string') led.add(dest)
      await document.destroy()
      expect(led.size).toBeGreaterThan(2)
      expect([...led].filter((place) => !places.includes(place))).toEqual([])
    }
  })
})

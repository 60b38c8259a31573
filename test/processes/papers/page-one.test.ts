import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { afterAll, describe, expect, test } from 'vitest'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { groupsOfFour } from '../../../src/certification/documents/pdf/front/verification.ts'
import { sha256 } from '../../../src/platform/hash.ts'
import { fullSnapshot } from '../../certification/certificates/full-snapshots.ts'
import { decodePng, greatestDifference } from './picture.ts'

/** Whether a tool is missing, which is said once: what it would have checked is not checked. */
function missing(tool: string): boolean {
  if (spawnSync(tool, ['--version']).error === undefined) return false
  console.warn(`${tool} is not installed: what it checks of page one is NOT CHECKED`)
  return true
}

const no = { poppler: missing('pdftoppm'), zbar: missing('zbarimg'), tesseract: missing('tesseract') }

const folder = mkdtempSync(join(tmpdir(), 'page-one-'))
afterAll(() => rmSync(folder, { recursive: true }))
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', cwd: folder })

/** Page one as a PNG in greys: of a paper of A4, or printed on one of half that size. */
async function printed(name: string, snapshot: CertificateSnapshot, size: string[], isLogo = true) {
  const shown = isLogo ? { logo } : {}
  writeFileSync(join(folder, 'paper.pdf'), await drawCertificate(snapshot, [], shown))
  run('pdftoppm', ...size, '-gray', '-f', '1', '-l', '1', '-png', '-singlefile', 'paper.pdf', name)
  return readFileSync(join(folder, `${name}.png`))
}

/** The same in eight greys, which is a third of the size and differs as little as letters do. */
function small(png: Buffer): Uint8Array {
  const { width, pixels } = decodePng(png)
  const data = pixels.map((grey) => Math.round(grey / 36.4) * 36)
  return encode({ width, height: pixels.length / width, channels: 1, data }, { zlib: { level: 9 } })
}

/** A ring on nothing, as a school may have it. */
const logo = (() => {
  const side = 120
  const data = new Uint8Array(4 * side * side)
  for (let at = 0; at < side * side; at++) {
    const reach = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2)
    data.set([11, 61, 145, reach > 30 && reach < 58 ? 255 : 0], 4 * at)
  }
  const bytes = encode({ width: side, height: side, channels: 4, data })
  return { sha256: sha256(bytes), mediaType: 'image/png' as const, bytes }
})()

const base = fullSnapshot()
const long =
  'Ziemeļaustrumu reģionālais profesionālās izglītības un mūžizglītības kompetences centrs „Parauga tehnikums”'
const bare = { city: null, oid: null, contact: null }

const pages: Record<string, CertificateSnapshot> = {
  'digcomp-2.2': base,
  'digcomp-3.0': fullSnapshot('digcomp-3.0'),
  digcompedu: fullSnapshot('digcompedu'),
  entrecomp: fullSnapshot('entrecomp'),
  greencomp: fullSnapshot('greencomp'),
  'in-english': fullSnapshot('digcomp-2.2', 5, { languages: ['en'] }),
  'of-1': fullSnapshot('digcomp-2.2', 1),
  'of-21': fullSnapshot('digcomp-2.2', 21),
  'of-60': fullSnapshot('digcomp-2.2', 60),
  'long-names': fullSnapshot('digcomp-2.2', 5, {
    issuer: { ...base.issuer, name: long },
    hosting: { ...base.hosting, name: `${long}, Example Branch` },
    learner: {
      ...base.learner,
      givenName: 'Maksimiliāna Elizabete Konstantīna',
      familyName: 'Vāczemniece-Krastkalne-Ozolniece',
    },
  }),
  'missing-parts': fullSnapshot('digcomp-2.2', 2, {
    issuer: { id: base.issuer.id, name: base.issuer.name, country: 'LV', ...bare },
    hosting: { ...base.hosting, ...bare },
    mobility: { ...base.mobility, workloadHours: 0 },
    outcomes: base.outcomes.slice(0, 2).map((outcome, index) => ({
      ...outcome,
      baseline: null,
      ...(index === 0 && { target: null, kind: 'additional' as const }),
      ...(index === 1 && { level: null, result: 'not-assessed' as const, criteria: [] }),
    })),
  }),
}

describe.skipIf(no.poppler)('page one', () => {
  test.each(Object.keys(pages))('of %s looks as it was approved', async (name) => {
    const approved = new URL(`./approved/page-one-${name}.png`, import.meta.url)
    const now = await printed(name, pages[name]!, ['-r', '40'], name !== 'missing-parts')
    // Run with UPDATE_APPROVED=1 to approve what is drawn now, and look at the picture before it is committed.
    if (process.env.UPDATE_APPROVED) writeFileSync(approved, small(now))
    const [one, other] = [decodePng(now), decodePng(readFileSync(approved))]
    expect([one.width, one.pixels.length]).toEqual([other.width, other.pixels.length])
    expect(greatestDifference(one, other, 8)).toBeLessThan(32)
  })

  const a5 = ['-scale-to-x', '874', '-scale-to-y', '1240']

  test.skipIf(no.zbar)(
    'printed in greys on A5 at 150 dots an inch has a QR code that zbar reads',
    async () => {
      await printed('a5', base, a5)
      expect(run('zbarimg', '--quiet', '--raw', 'a5.png').trim()).toBe(base.verification.url)
    },
  )

  test.skipIf(no.tesseract)('printed so, has its code in letters that are read', async () => {
    const foot = ['-x', '0', '-y', '980', '-W', '560', '-H', '200']
    await printed('a5', base, [...a5, ...foot])
    const said = run('tesseract', 'a5.png', '-', '--psm', '11', '-l', 'eng').replace(/\s+/g, ' ')
    expect(said).toContain(groupsOfFour(base.verification.code))
  })
})

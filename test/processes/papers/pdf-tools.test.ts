import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import QRCode from 'qrcode'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { sha256 } from '../../../src/platform/hash.ts'
import {
  sampleAttachments,
  sampleOutcome,
  sampleSnapshot,
} from '../../certification/certificates/sample-snapshot.ts'
import { decodePng, greatestDifference, type Picture } from './picture.ts'

const java = '/usr/share/java'
const preflight = [
  'preflight',
  'pdfbox2',
  'fontbox2',
  'xmpbox',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((name) => join(java, `${name}.jar`))

/** Whether a tool is missing, which is said once: what it would have checked is not checked. */
function missing(tool: string): boolean {
  if (spawnSync(tool, ['-v']).error === undefined) return false
  console.warn(`${tool} is not installed: what it checks of certificates is NOT CHECKED`)
  return true
}

const no = {
  qpdf: missing('qpdf'),
  poppler: missing('pdftotext'),
  preflight:
    missing('java') || !preflight.every((jar) => existsSync(jar) || void console.warn(`${jar}: NOT CHECKED`)),
}

const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string) => join(folder, name)
const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 1e8, cwd: folder })

const risky = {
  learner: { givenName: 'Smith & Sons', familyName: '<"x">', birthDate: '2008-03-12' },
  uris: { esco: 'http://data.europa.eu/esco/skill/00000000', eu: 'http://data.europa.eu/snb/dcf/000000' },
}

/** Half of it can be seen through. */
const logo = (() => {
  const data = Uint8Array.from({ length: 4 * 40 * 40 }, (_, at) => (at % 4 === 3 ? 128 : 40))
  const bytes = encode({ width: 40, height: 40, channels: 4, data })
  return { sha256: sha256(bytes), mediaType: 'image/png' as const, bytes }
})()

beforeAll(async () => {
  writeFileSync(file('both.pdf'), await drawCertificate(sampleSnapshot(), sampleAttachments()))
  // pdfinfo tells the text of a structure in a time that grows with its square.
  const brief = sampleSnapshot({ outcomes: sampleSnapshot().outcomes.slice(0, 1) })
  writeFileSync(file('brief.pdf'), await drawCertificate(brief, []))
  const { learner, uris } = risky
  const outcomes = [sampleOutcome('1.1', { uris })]
  const issuer = { ...sampleSnapshot().issuer, name: 'R&D <Skola> "Parauga"' }
  const one = sampleSnapshot({ learner, issuer, outcomes, languages: ['en'] })
  writeFileSync(file('risky.pdf'), await drawCertificate(one, []))
  writeFileSync(
    file('a1.pdf'),
    await drawCertificate(sampleSnapshot({ learner, outcomes }), [], { standard: 'PDF/A-1a', logo }),
  )
})

test.skipIf(no.qpdf).each(['both.pdf', 'risky.pdf', 'a1.pdf'])('qpdf finds no fault in %s', (name) => {
  expect(run('qpdf', '--check', name)).toContain('No syntax or stream encoding errors found')
})

test.skipIf(no.poppler)('all fonts are embedded in part and know their characters', () => {
  const fonts = run('pdffonts', 'both.pdf').trim().split('\n').slice(2)
  expect(fonts).toHaveLength(3)
  for (const font of fonts) expect(font).toMatch(/NotoSans-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes/)
})

test.skipIf(no.poppler)('every element of the certificate can be found as text, with its diacritics', () => {
  const text = run('pdftotext', '-raw', 'both.pdf', '-').replace(/\s+/g, ' ')
  const { hosting, mobility, outcomes, number, agreement, framework, qualityAssurance } = sampleSnapshot()
  for (const said of [
    'Mobilitātes apliecinājums',
    'Learner One',
    '2008. gada 12. marts',
    'Parauga tehnikums',
    'Parauga pilsēta, Latvija',
    'Parauga pilsēta, Latvia',
    hosting.name,
    'Example City, Portugāle',
    '2026. gada 5. novembris',
    '5 November 2026',
    number,
    '7K3M 9PQ2 XW4T 6H8N',
    mobility.projectCode.slice(0, 20),
    mobility.objective!,
    'Klātienē',
    'On site',
    '160 stundas',
    'European Qualifications Framework (EQF) level',
    'novērojums, praktisks uzdevums',
    qualityAssurance.lv,
    qualityAssurance.en,
    agreement.hash,
    framework.hash,
    framework.attribution.lv,
    'Daļēji sasniegts',
    'sākumā 3 · sasniedzamais 5 · sasniegts 5',
    'Papildus apgūta kompetence',
    'credential.jwt',
    'Šis nav valsts atzīts izglītības dokuments.',
    'This is not a state-recognised education document.',
  ]) {
    expect(text).toContain(said)
  }
  for (const one of outcomes) expect(text).toContain(one.competence)
})

test.skipIf(no.poppler)(
  'read aloud, the parts come in their order, each language as a whole',
  () => {
    const said = run('pdfinfo', '-struct-text', 'brief.pdf').replace(/"\s+"/g, '')
    const parts = [
      '"Mobilitātes apliecinājums"',
      '"Mobility certificate',
      '"Learner One"',
      '"no 2026. gada 5. līdz 30. oktobrim piedalījās mobilitātē organizācijā „Example Company”',
      '"took part in a mobility at Example Company',
      'Kompetence un tas, kas parādīts',
      '7K3M 9PQ2',
      'Šis nav valsts atzīts',
      'Digitālā kompetence mobilitātē',
      'Informācijas un datu lietpratība',
      'Apliecinājuma saņēmējs',
      'Apliecinājuma izsniedzējs',
      'Nosūtītājorganizācija',
      'Uzņēmējorganizācija',
      'Mobilitātes apraksts',
      'Mobilitātē apgūtās prasmes',
      'Vadot arī citus, es spēju:',
      'pielāgot darba gaitu',
      'While guiding others too, I can:',
      'Mācību apjoms un kredītpunkti',
      'Pamats un avoti',
    ]
    let from = 0
    for (const part of parts) {
      const at = said.indexOf(part, from)
      expect(at, part).toBeGreaterThanOrEqual(from)
      from = at
    }
  },
  60_000,
)

test.skipIf(no.poppler)('what is attached comes out byte for byte', () => {
  run('pdfdetach', '-saveall', '-o', folder, 'both.pdf')
  for (const { name, bytes } of sampleAttachments()) expect(readFileSync(file(name)).equals(bytes)).toBe(true)
  const raw = readFileSync(file('both.pdf'), 'latin1')
  expect(raw.match(/\/AFRelationship \/Data/g)).toHaveLength(2)
  expect(raw).toMatch(/\/AF \[\d+ 0 R \d+ 0 R\]/)
})

test.skipIf(no.poppler)(
  'the file says that it is tagged and PDF/A-3a, and tells its title as it was written',
  () => {
    expect(run('pdfinfo', 'both.pdf')).toMatch(/Tagged:\s+yes/)
    const packet = run('pdfinfo', '-meta', 'both.pdf')
    expect(packet).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(packet).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
    expect(run('pdfinfo', 'risky.pdf')).toMatch(/Title:\s+Mobility certificate – Smith & Sons <"x">\n/)
    const escaped = run('pdfinfo', '-meta', 'risky.pdf')
    expect(escaped).toContain('Smith &#38; Sons &#60;&#34;x&#34;&#62;')
    expect(escaped).toContain('R&#38;D &#60;Skola&#62; &#34;Parauga&#34;')
  },
)

test.skipIf(no.poppler)('links lead to the verification page and to the vocabularies', () => {
  const urls = run('pdfinfo', '-url', 'risky.pdf')
  for (const url of [sampleSnapshot().verification.url, risky.uris.esco, risky.uris.eu])
    expect(urls).toContain(url)
})

test.skipIf(no.preflight)(
  'the same pages are valid PDF/A-1b to an independent checker',
  () => {
    const main = 'org.apache.pdfbox.preflight.Validator_A1b'
    expect(run('java', '-cp', preflight.join(':'), main, 'a1.pdf')).toContain('is a valid PDF/A-1b file')
  },
  60_000,
)

test.skipIf(no.poppler)(
  'the QR code on the page is that of the address',
  () => {
    const url = sampleSnapshot().verification.url
    const { modules } = QRCode.create([{ data: Buffer.from(url), mode: 'byte' }], {
      errorCorrectionLevel: 'M',
    })
    const { width, pixels } = rendered('both.pdf', 300)
    const point = 300 / 72
    const [left, bottom, right] = boxOfQr()
    const unit = (right - left) / (modules.size + 8)
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        const x = Math.round((left + (column + 4.5) * unit) * point)
        const y = Math.round((841.89 - bottom - (right - left) + (row + 4.5) * unit) * point)
        expect(pixels[y * width + x]! < 128, `${row}:${column}`).toBe(Boolean(modules.get(row, column)))
      }
    }
  },
  30_000,
)

/** Where the structure says that the first figure is that is as wide as it is high. */
function boxOfQr(): [number, number, number] {
  const boxes = [...run('pdfinfo', '-struct', 'both.pdf').matchAll(/\/BBox \[([\d. ]+)\]/g)]
  const all = boxes.map(([, box]) => box!.split(' ').map(Number) as [number, number, number, number])
  const [left, bottom, right] = all.find((box) => Math.abs(box[2] - box[0] - (box[3] - box[1])) < 0.1)!
  return [left, bottom, right]
}

test.skipIf(no.poppler)('the first page looks as it was approved', () => {
  const approved = new URL('./approved/certificate.png', import.meta.url)
  const now = rendered('both.pdf', 60)
  // Run with UPDATE_APPROVED=1 to approve what is drawn now, and look at the picture before it is committed.
  if (process.env.UPDATE_APPROVED) writeFileSync(approved, readFileSync(file('page-60.png')))
  const then = decodePng(readFileSync(approved))
  expect([now.width, now.pixels.length]).toEqual([then.width, then.pixels.length])
  // Letters are smoothed differently by every release of poppler: squares of the page are compared, not pixels.
  expect(greatestDifference(now, then, 12)).toBeLessThan(24)
})

function rendered(name: string, dpi: number): Picture {
  run('pdftoppm', '-r', String(dpi), '-f', '1', '-l', '1', '-png', '-singlefile', name, `page-${dpi}`)
  return decodePng(readFileSync(file(`page-${dpi}.png`)))
}

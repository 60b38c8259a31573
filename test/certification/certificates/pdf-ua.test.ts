import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { attachmentsOf } from '../../../src/certification/certificates/make-documents.ts'
import type { CertificateSnapshot } from '../../../src/certification/certificates/snapshot.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { makeSealRoom } from '../../../src/certification/documents/seal/make-room.ts'
import { sealPaper } from '../../../src/certification/documents/seal/seal-paper.ts'
import { sha256 } from '../../../src/platform/hash.ts'
import { faultsOfPdfUa } from '../../setup/pdf-ua/matterhorn.ts'
import { hasOpenssl, newSeal, rsa, subject } from './credentials/seals.ts'
import { fullSnapshot, library } from './full-snapshots.ts'
import { sampleSnapshot } from './sample-snapshot.ts'

const logo = (() => {
  const bytes = encode({ width: 8, height: 8, channels: 4, data: new Uint8Array(256).fill(90) })
  return { sha256: sha256(bytes), mediaType: 'image/png' as const, bytes }
})()

const drawn = (snapshot: CertificateSnapshot, options: Parameters<typeof drawCertificate>[2] = {}) =>
  drawCertificate(snapshot, attachmentsOf({ jwt: 'e30', 'ob3.json': '{}' }, snapshot), { logo, ...options })

/** The same with another text of as many letters in its place, wherever it stands outside of packed streams. */
function changed(pdf: Uint8Array, from: RegExp, to: (found: string) => string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1')
  expect(text).toMatch(from)
  return Buffer.from(
    text.replace(from, (found) => to(found).padEnd(found.length, ' ')),
    'latin1',
  )
}

describe('a paper keeps to PDF/UA-1, as far as a machine can tell', () => {
  test.each([...library.keys()])('whole and as summary, of %s', async (id) => {
    const snapshot = fullSnapshot(id, 5)
    for (const layout of ['whole', 'summary'] as const)
      expect(await faultsOfPdfUa(await drawn(snapshot, { layout })), layout).toEqual([])
  })

  test.each([
    ['twenty-one outcomes', fullSnapshot('digcomp-2.2', 21)],
    ['one language', fullSnapshot('digcomp-2.2', 5, { languages: ['en'] })],
    ['addresses of others', withUris()],
    ['an earlier format', sampleSnapshot()],
  ])('of %s', async (_, snapshot) => {
    expect(await faultsOfPdfUa(await drawn(snapshot))).toEqual([])
  })

  test.runIf(hasOpenssl)('sealed, with the field of the seal in its structure', async () => {
    const seal = newSeal(rsa, subject)
    const at = new Date('2026-11-21T14:00:00Z')
    const mark = 'Electronically sealed 21 Nov 2026 · Parauga tehnikums'
    for (const layout of ['whole', 'summary'] as const) {
      const pdf = await drawn(fullSnapshot(), { layout })
      const sealed = await sealPaper({ makeSealRoom }, seal, pdf, at, mark)
      expect(await faultsOfPdfUa(sealed), layout).toEqual([])
    }
  })

  test('and does not say so where it was drawn for checkers that know nothing newer', async () => {
    const faults = await faultsOfPdfUa(await drawn(fullSnapshot(), { standard: 'PDF/A-1a' }))
    expect(faults).toEqual(['06-002 pdfuaid:part is not 1', 'pdfuaid is not described for PDF/A'])
  })
})

test.each<[string, RegExp, (found: string) => string, RegExp]>([
  ['a type of its own', /\/S \/LBody/, () => '/S /LBond', /02-001/],
  ['a figure that is not told', /\/Alt \(/, () => '/Alx (', /13-004/],
  ['a heading too deep', /\/S \/H2/, () => '/S /H5', /14-003/],
  ['an item outside a list', /\/S \/L\n/, () => '/S /P\n', /09 LI within P/],
  ['a link that is not called anything', /\/Contents \(/, () => '/Contentx (', /28-004/],
  ['a link that is of no element', /\/S \/Link/, () => '/S /Span', /28-002/],
  ['pages without their order', /\/Tabs \/S/, () => '/Tabs /R', /28-008/],
  ['a title that is not shown', /\/DisplayDocTitle true/, () => '/DisplayDocTitle null', /07-002/],
  ['no language', /\/Lang \(lv\)\n\/M/, () => '/Lanx (lv)\n/M', /11-006/],
  ['a font without meanings', /\/ToUnicode/, () => '/ToUnicodx', /31-027/],
  ['a font that is not there', /\/FontFile2/, () => '/FontFilx2', /31-009/],
  ['a file that is not described', /\/AFRelationship/, () => '/AFRelationshix', /21-001/],
  ['content of no element', /\/K \[0\]|\/K 0\b|\/MCID 0\b/, (found) => found.replace('0', '9'), /01 page/],
])('what is wrong is found: %s', async (_, from, to, fault) => {
  const faults = await faultsOfPdfUa(changed(await drawn(fullSnapshot()), from, to))
  expect(faults.join('\n')).toMatch(fault)
})

function withUris(): CertificateSnapshot {
  const snapshot = fullSnapshot('digcomp-2.2', 3)
  const uris = {
    esco: 'http://data.europa.eu/esco/skill/00000000',
    eu: 'http://data.europa.eu/snb/dcf/000000',
  }
  return { ...snapshot, outcomes: snapshot.outcomes.map((outcome) => ({ ...outcome, uris })) }
}

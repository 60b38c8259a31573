import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { type ElectronicSeal, signWith } from '../../../src/certification/documents/seal/electronic-seal.ts'
import { makeSealRoom } from '../../../src/certification/documents/seal/make-room.ts'
import { sealPaper } from '../../../src/certification/documents/seal/seal-paper.ts'
import { placeOfSeal, sealOn } from '../../../src/certification/documents/seal/sealed-pdf.ts'
import { sheet } from '../../../src/platform/pdf/look.ts'
import { has } from '../../setup/has.ts'
import { ec, hasOpenssl, newSeal, rsa, subject } from './credentials/seals.ts'
import { sampleAttachments, sampleSnapshot } from './sample-snapshot.ts'

const at = new Date('2026-11-21T14:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'sealed-'))

/** What a tool says of a file, whether it likes it or not. */
function said(tool: string, args: string[]): string {
  try {
    return execFileSync(tool, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return `${stdout}${stderr}`
  }
}

function flipped(bytes: Buffer, index: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[index]! ^= 1
  return changed
}

const mark = 'Electronically sealed 21 Nov 2026 · Parauga tehnikums'

describe.runIf(hasOpenssl)('a sealed paper', () => {
  let pdf: Uint8Array
  let seal: ElectronicSeal
  let sealed: Buffer

  beforeAll(async () => {
    pdf = await drawCertificate(sampleSnapshot(), sampleAttachments())
    seal = newSeal(rsa, subject)
    sealed = await sealPaper({ makeSealRoom }, seal, pdf, at, mark)
  })

  /** The parts of the signature, as the openssl command reads them. */
  function opened(bytes: Buffer) {
    const { signed, from, to } = placeOfSeal(bytes)!
    const der = Buffer.from(bytes.toString('latin1', from, to), 'hex')
    writeFileSync(join(folder, 'seal.der'), der)
    writeFileSync(join(folder, 'signed'), Buffer.concat(signed))
    return said('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'seal.der'])
  }

  /** By OpenSSL alone, trusting one certificate and reading none but that from the signature. */
  function verified(bytes: Buffer, certificate: ElectronicSeal['chain'][0]): boolean {
    opened(bytes)
    writeFileSync(join(folder, 'seal.pem'), certificate.toString())
    const trusted = ['-CAfile', 'seal.pem', '-certfile', 'seal.pem', '-nointern', '-purpose', 'any']
    const input = ['-inform', 'DER', '-in', 'seal.der', '-content', 'signed', '-binary', '-out', 'content']
    try {
      execFileSync('openssl', ['cms', '-verify', '-cades', ...input, ...trusted], {
        cwd: folder,
        stdio: 'pipe',
      })
      return true
    } catch {
      return false
    }
  }

  test('says on page one by whom and when it was sealed, among what can be reached there', async () => {
    const fieldsOf = async (bytes: Uint8Array) => {
      const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
      const all = await (await document.getPage(1)).getAnnotations()
      await document.destroy()
      return all.filter(({ subtype }) => subtype === 'Widget')
    }
    expect(await fieldsOf(pdf)).toEqual([])
    const [field, ...others] = await fieldsOf(sealed)
    expect(others).toEqual([])
    expect(field).toMatchObject({ fieldName: 'Seal', alternativeText: mark, hasAppearance: true })
    const [left, bottom, right, top] = field.rect
    expect(bottom).toBeGreaterThan(sheet.height - 38)
    expect(right - left).toBeGreaterThan(100)
    expect(top - bottom).toBeGreaterThan(8)
    const unseen = await fieldsOf(await sealPaper({ makeSealRoom }, seal, pdf, at))
    expect(unseen[0]).toMatchObject({ fieldName: 'Seal', hasAppearance: false })
  })

  test('is the paper as it was, and behind it the seal', async () => {
    expect(Buffer.compare(sealed.subarray(0, pdf.length), pdf)).toBe(0)
    expect(Buffer.compare(sealed, await sealPaper({ makeSealRoom }, seal, pdf, at, mark))).toBe(0)
    const { signed, from, to } = placeOfSeal(sealed)!
    expect(signed[0].length + signed[1].length + (to - from) + 2).toBe(sealed.length)
    expect(sealed.subarray(pdf.length).toString('latin1')).toMatch(/\/SubFilter \/ETSI\.CAdES\.detached/)
    expect(sealed.subarray(pdf.length).toString('latin1')).toMatch(/\/M \(D:20261121140000Z\)/)
    expect(sealed.subarray(pdf.length).toString('latin1')).not.toMatch(/Helvetica/)
  })

  test('is PAdES B-B: the certificate is among what is signed, and the time is not', () => {
    const printed = opened(sealed)
    expect(printed).toContain('id-smime-aa-signingCertificateV2')
    expect(printed).toContain('messageDigest')
    expect(printed).not.toMatch(/signingTime/)
  })

  test.each([
    ['RSA', rsa],
    ['P-256', ec('P-256')],
    ['P-384', ec('P-384')],
  ])('is verified by OpenSSL, %s, and is not when one byte is another', async (_, options) => {
    const own = newSeal(options, subject)
    const paper = await sealPaper({ makeSealRoom }, own, pdf, at)
    expect(verified(paper, own.chain[0])).toBe(true)
    expect(sealOn(paper, own.chain[0])).toBe('holds')
    const { from, to } = placeOfSeal(paper)!
    for (const index of [100, pdf.length - 10, pdf.length + 20, from + 700, to - 9, paper.length - 8]) {
      const changed = flipped(paper, index)
      expect(sealOn(changed, own.chain[0]), `byte ${index}`).toBe('broken')
      if (index < pdf.length) expect(verified(changed, own.chain[0]), `byte ${index}`).toBe(false)
    }
    const other = newSeal(options, subject)
    expect(verified(paper, other.chain[0])).toBe(false)
    expect(sealOn(paper, other.chain[0])).toBe('broken')
    expect(sealOn(Buffer.concat([paper, Buffer.from('\n')]), own.chain[0])).toBe('broken')
    expect(sealOn(Buffer.from(pdf), own.chain[0])).toBe('absent')
  })

  test.runIf(has('pdfsig', '-v'))('is read by pdfsig, which finds a changed byte', () => {
    writeFileSync(join(folder, 'sealed.pdf'), sealed)
    const found = said('pdfsig', ['-nocert', 'sealed.pdf'])
    expect(found).toContain('Signature is Valid.')
    expect(found).toContain('Total document signed')
    expect(found).toContain('ETSI.CAdES.detached')
    writeFileSync(join(folder, 'changed.pdf'), flipped(sealed, 100))
    expect(said('pdfsig', ['-nocert', 'changed.pdf'])).toContain('Digest Mismatch')
  })

  test.runIf(has('qpdf', '--version') && has('pdfinfo', '-v'))(
    'is a sound PDF with its tags, its PDF/A mark and its attachments',
    () => {
      writeFileSync(join(folder, 'sealed.pdf'), sealed)
      expect(said('qpdf', ['--check', 'sealed.pdf'])).toContain('No syntax or stream encoding errors')
      const info = said('pdfinfo', ['sealed.pdf'])
      expect(info).toMatch(/Tagged: +yes/)
      expect(said('pdfinfo', ['-meta', 'sealed.pdf'])).toContain('<pdfaid:part>3</pdfaid:part>')
      const [attachment] = sampleAttachments()
      said('pdfdetach', ['-savefile', attachment!.name, '-o', 'attached', 'sealed.pdf'])
      expect(Buffer.compare(readFileSync(join(folder, 'attached')), attachment!.bytes)).toBe(0)
    },
  )

  test('is not made with a signature that does not hold, nor out of the time of its certificate', async () => {
    const careless = { ...seal, sign: async () => new Uint8Array(256) }
    await expect(sealPaper({ makeSealRoom }, careless, pdf, at)).rejects.toThrow('does not hold')
    const late = new Date('2041-01-01T00:00:00Z')
    await expect(sealPaper({ makeSealRoom }, seal, pdf, late)).rejects.toThrow('not in force')
  })

  test('is not waited for without end', async () => {
    vi.useFakeTimers()
    const signature = signWith({ ...seal, sign: () => new Promise(() => {}) }, new Uint8Array(1), at)
    const refused = expect(signature).rejects.toThrow('gave no signature')
    await vi.advanceTimersByTimeAsync(5_000)
    await refused
    vi.useRealTimers()
  })
})

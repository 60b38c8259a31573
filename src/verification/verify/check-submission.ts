import { readVerificationCode } from '../../certification/certificates/certificate.ts'
import type { Services } from '../../context.ts'
import { codeInAddress, findCode } from '../submissions/find-code.ts'
import { foreignHost } from '../submissions/foreign-issuer.ts'
import { pictureSize } from '../submissions/read-pictures.ts'
import { type Contained, isMail, isZip } from '../submissions/unpack.ts'
import { checkCode, checkShare } from './check-code.ts'
import { checkDocument } from './check-document.ts'
import { checkSdJwt } from './presented/check-sd-jwt.ts'
import { readSdJwt } from './presented/read-sd-jwt.ts'
import { readDocument, readPaper } from './read-document.ts'
import { absent, type CheckedFile, numberGiven, strange, unreadable, type Verdict } from './verdict.ts'
import { kinds } from './verification.ts'

/** Checks what was given for a verification code: a code however it is written, an address, or a number by mistake. */
export async function checkText(services: Services, text: string): Promise<Verdict> {
  const known = readVerificationCode(text)
  if (known) return checkCode(services, known)
  const given = findCode(text)
  if (given.kind === 'number') return numberGiven
  if (given.kind === 'share') return checkShare(services, given.secret)
  return given.kind === 'code' ? checkAddress(services, given) : absent
}

type Address = { code: string; host: string | null }

/** A code that we do not know may be known where its address leads. */
async function checkAddress(services: Services, { code, host }: Address): Promise<Verdict> {
  const verdict = await checkCode(services, code)
  const by = verdict.kind === 'unknown' ? foreignHost(host, services.publicUrl) : null
  return by ? strange(by) : verdict
}

/**
 * Checks a file: a certificate in any of its forms, also where it lies within a mail or an archive, or where of a scan or
 * a photograph only its code can be read.
 */
export async function checkFile(services: Services, bytes: Buffer): Promise<Verdict> {
  const document = readDocument(bytes)
  if (document) return checkDocument(services, document, bytes)
  if (isPacked(bytes)) return checkPacked(services, bytes)
  if (bytes.subarray(0, 1024).includes('%PDF-')) return checkClosedPaper(services, bytes)
  return pictureSize(bytes) ? checkPicture(services, bytes) : checkOther(services, bytes)
}

/** A PDF may be encrypted without a password; else it is a scan, or a print without what was attached. */
async function checkClosedPaper(services: Services, bytes: Buffer): Promise<Verdict> {
  const document = readPaper((await services.readers.attachedTexts(bytes)) ?? [])
  return document ? checkDocument(services, document, bytes) : checkPicture(services, bytes)
}

/** Of a picture the code is checked; whether the rest of it is as issued nobody can tell but who compares. */
async function checkPicture(services: Services, bytes: Buffer): Promise<Verdict> {
  for (const text of await services.readers.textsSeen(bytes)) {
    const address = codeInAddress(text)
    if (address) return checkCodeIn(services, address)
  }
  return unreadable
}

/** The code alone is genuine, whatever stands around it. */
async function checkCodeIn(services: Services, address: Address): Promise<Verdict> {
  const verdict = await checkAddress(services, address)
  if (!verdict.certificate) return verdict
  const found = { ...verdict.found, format: 'code-read', bytes: 'not-compared' } as const
  return { ...verdict, found, kind: verdict.kind === 'genuine' ? 'code-only' : verdict.kind }
}

/** A credential as a wallet shows it is a JWT with more behind it. */
async function checkOther(services: Services, bytes: Buffer): Promise<Verdict> {
  const presented = readSdJwt(bytes.toString('latin1'))
  return presented ? checkSdJwt(services, presented) : unreadable
}

/** What a mail or an archive has of certificates: told by the gravest of what was found. */
async function checkPacked(services: Services, bytes: Buffer): Promise<Verdict> {
  const unpacked = await services.readers.unpack(bytes)
  if (!unpacked) return unreadable
  const { files, text } = unpacked
  const checked = await checkEach(services, files)
  const told = checked.filter(({ verdict }) => verdict.kind !== 'unreadable')
  if (told.length > 0) return together(told)
  const address = codeInAddress(text)
  return address ? checkCodeIn(services, address) : unreadable
}

type Checked = { name: string; verdict: Verdict }

/** Files that lie in a mail or an archive; of archives in a mail those within, and no deeper. */
async function checkEach(
  services: Services,
  files: readonly Contained[],
  isWithin = false,
): Promise<Checked[]> {
  const checked: Checked[] = []
  for (const { name, bytes } of files) {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (!isPacked(file)) checked.push({ name, verdict: await checkFile(services, file) })
    else if (isZip(file) && !isWithin) {
      const inside = await services.readers.unpack(file)
      checked.push(...(await checkEach(services, inside?.files ?? [], true)))
    }
  }
  return checked
}

const isPacked = (file: Buffer) => isZip(file) || (isMail(file) && readDocument(file) === null)

/** Several certificates have no verdict in common; none of them is named in place of the others. */
function together(checked: readonly Checked[]): Verdict {
  const gravest = checked.toSorted((a, b) => kinds.indexOf(b.verdict.kind) - kinds.indexOf(a.verdict.kind))
  const files = gravest.map(({ name, verdict }): CheckedFile => {
    const { certificate, kind } = verdict
    return { name: shown(name), kind, number: certificate?.certified.content.number ?? null }
  })
  const { verdict } = gravest[0]!
  const several = new Set(files.flatMap(({ number }) => number ?? [])).size > 1
  if (!several) return { ...verdict, files }
  return { ...verdict, kind: verdict.status === 'valid' ? 'several' : verdict.kind, certificate: null, files }
}

const shown = (name: string) => [...name.replace(/[\p{Cc}\p{Cf}]/gu, ' ')].slice(-120).join('')

import { createHash } from 'node:crypto'
import { compactVerify, decodeJwt, importJWK, type JWK } from 'jose'
import { didOf, issuerAddress } from '../../../certification/documents/credentials/did.ts'
import { rightfulHolder } from '../../../certification/documents/credentials/key-id.ts'
import {
  certificateIn,
  learningClaims,
  vct,
} from '../../../certification/documents/credentials/learning-credential.ts'
import type { Services } from '../../../context.ts'
import { asStranger } from '../../../db/tenancy.ts'
import { foreignIssuer } from '../../submissions/foreign-issuer.ts'
import type { PublicCertificate } from '../certified.ts'
import { datesOfCertificate, datesSaid, statusFinding } from '../check-code.ts'
import { keyStandingOf } from '../check-keys.ts'
import { sameJson } from '../compare-document.ts'
import { type Json, payloadOf } from '../read-document.ts'
import { findRegistered } from '../store.ts'
import { strange, unreadable, type Verdict, verdict } from '../verdict.ts'
import { checkDates, type Findings, unchecked } from '../verification.ts'
import { disclosedClaims, type PresentedSdJwt } from './read-sd-jwt.ts'

type Shown = { claims: Json; hidden: number } | null

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/**
 * Checks a credential as a wallet shows it, an SD-JWT VC: of ours the signature, what is disclosed of it, the proof of the
 * holder's key where there is one, and all of that against the register. No key but ours is trusted, and of what the
 * holder keeps back nothing is told.
 */
export async function checkSdJwt(services: Services, presented: PresentedSdJwt): Promise<Verdict> {
  const signed = payloadOf(presented.jws)
  const by = foreignIssuer(signed, services.publicUrl)
  if (by) return strange(by)
  const id = certificateIn(signed?.jti)
  if (!signed || id === null) return unreadable
  const registered = await asStranger(services.db, (tx) => findRegistered(tx, id, ''))
  const found: Findings = { ...unchecked, format: 'readable', registered: 'absent', bytes: 'not-compared' }
  if (!registered) return verdict(found, null)
  const { certificate } = registered
  const shown = disclosedClaims(signed, presented.disclosures, hashOf)
  const holds = shown !== null && (await isBound(signed, presented))
  const told: Findings = {
    ...found,
    ...(await checkSignature(services, presented.jws, signed, certificate, holds)),
    schema: isWhole(signed, presented.jws) ? 'fits' : 'does-not-fit',
    status: statusFinding(certificate),
    dates: datesSaid(datesShown(services, signed, certificate), certificate),
    registered: certificate.isUntouched && saysRegistered(shown, certificate) ? 'same' : 'different',
  }
  return verdict(told, { ...certificate, level: levelShown(shown, certificate) })
}

/** Whoever keeps anything back has no more told of the certificate than that it holds. */
const levelShown = (shown: Shown, { level }: PublicCertificate): PublicCertificate['level'] =>
  shown?.hidden === 0 ? level : 'validity'

async function checkSignature(
  services: Services,
  jws: string,
  { iss }: Json,
  { organisationId, issuedAt, id }: PublicCertificate,
  holds: boolean,
): Promise<Pick<Findings, 'signature' | 'issuer'>> {
  if (iss !== issuerAddress(services.publicUrl, organisationId))
    return { signature: 'not-checked', issuer: 'foreign-key' }
  const did = didOf(services.publicUrl, organisationId)
  const { signature, key } = await services.signer.verifyCredential(jws, (kid) =>
    rightfulHolder(kid, did, organisationId),
  )
  if (signature === 'unknown-key') return { signature: 'not-checked', issuer: 'foreign-key' }
  // A wallet's credential is not kept: under a key that others know nobody can tell who made it.
  if (key?.compromisedFrom) return { signature: 'not-checked', issuer: 'compromised-key' }
  if (signature !== 'valid' || !holds) return { signature: 'broken', issuer: 'own-key' }
  const { standing } = await keyStandingOf(services, { id, issuedAt, organisationId })
  return { signature: 'holds', issuer: standing === 'trusted' ? 'own-key' : standing }
}

/** Whether the proof of the holder's key is over what was shown, where it was not left off (RFC 9901, section 4.3). */
async function isBound({ cnf }: Json, { keyBinding, presented }: PresentedSdJwt): Promise<boolean> {
  if (keyBinding === null) return true
  const { jwk } = (cnf ?? {}) as { jwk?: JWK }
  if (!jwk) return false
  try {
    const { kty, crv, x, y } = jwk
    const key = await importJWK({ kty, crv, x, y } as JWK, 'ES256')
    const { protectedHeader } = await compactVerify(keyBinding, key, { algorithms: ['ES256'] })
    return protectedHeader.typ === 'kb+jwt' && decodeJwt(keyBinding).sd_hash === hashOf(presented)
  } catch {
    return false
  }
}

/** What no credential of the type keeps back. */
const plain = [
  'iss',
  'iat',
  'exp',
  'cnf',
  'status',
  'issuing_authority',
  'date_of_issuance',
  'achievement_title',
]

function isWhole(signed: Json, jws: string): boolean {
  const header = JSON.parse(Buffer.from(jws.split('.', 1)[0]!, 'base64url').toString('utf8')) as Json
  return header.typ === 'dc+sd-jwt' && signed.vct === vct && plain.every((name) => name in signed)
}

/** The credential in a wallet may have an end of its own. */
function datesShown(services: Services, { exp }: Json, certificate: PublicCertificate): Findings['dates'] {
  const until =
    typeof exp === 'number' && Math.abs(exp) < 1e11 ? new Date(exp * 1000).toISOString() : undefined
  const own = checkDates(certificate.certified.content.issuedAt, until, services.now())
  return own === 'expired' ? own : datesOfCertificate(services, certificate)
}

/** Whether every claim that a certificate answers, and that is shown, is what it says. */
function saysRegistered(shown: Shown, { certified }: PublicCertificate): boolean {
  if (!shown) return false
  const expected: Json = JSON.parse(JSON.stringify(learningClaims(certified.content)))
  return Object.entries(shown.claims).every(
    ([name, value]) => !(name in expected) || sameJson(value, expected[name]),
  )
}

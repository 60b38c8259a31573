import { generateKeyPairSync, sign } from 'node:crypto'
import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose'
import type { CertificateSnapshot } from '../../../../src/certification/certificates/snapshot.ts'
import { addProof, type JsonLd } from '../../../../src/certification/documents/credentials/data-integrity.ts'
import { didDocument, didOf } from '../../../../src/certification/documents/credentials/did.ts'
import { hashForProof } from '../../../../src/certification/documents/credentials/hash-for-proof.ts'
import { toOpenBadge } from '../../../../src/certification/documents/credentials/open-badge.ts'
import { statusListCredential } from '../../../../src/certification/documents/credentials/status-list.ts'
import { type SignJwt, toVcJwt } from '../../../../src/certification/documents/credentials/vc-jwt.ts'
import { sampleSnapshot } from '../sample-snapshot.ts'

/** An issuer with fresh keys. */
export const publicUrl = 'https://certificates.example'
export const did = didOf(publicUrl)
export const listUrl = `${publicUrl}/v1/status-lists/1`

const ed25519 = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export const proofJwk = ed25519.publicKey.export({ format: 'jwk' }) as JWK
export const jwtJwk = p256.publicKey.export({ format: 'jwk' }) as JWK
export const proofKid = await calculateJwkThumbprint(proofJwk)
export const jwtKid = await calculateJwkThumbprint(jwtJwk)

export const published = didDocument(did, [
  { kid: proofKid, jwk: proofJwk },
  { kid: jwtKid, jwk: jwtJwk },
])

/** A badge of the sample certificate at place 94 567 of the status list. */
export const badge = (overrides: Partial<CertificateSnapshot> = {}) =>
  toOpenBadge(sampleSnapshot(overrides), { issuerDid: did, publicUrl, status: { listUrl, index: 94_567 } })

export const statusList = (revoked: number[]) =>
  statusListCredential({
    url: listUrl,
    issuerDid: did,
    revoked,
    validFrom: '2026-11-05T09:30:00Z',
    validUntil: '2030-01-01T00:00:00Z',
  })

export const proven = <T extends JsonLd>(document: T) =>
  addProof(
    document,
    {
      verificationMethod: `${did}#${proofKid}`,
      sign: async (bytes) => sign(null, bytes, ed25519.privateKey),
    },
    '2026-11-05T09:30:00Z',
    hashForProof,
  )

const signJwt: SignJwt = (payload, header) =>
  new SignJWT({ ...payload }).setProtectedHeader(header).sign(p256.privateKey)

export const jwtOf = (credential: { issuer: string | { id: string } }) => toVcJwt(credential, jwtKid, signJwt)

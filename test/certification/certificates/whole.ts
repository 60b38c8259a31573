import { createPrivateKey, X509Certificate } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { localSeal } from '../../../src/certification/documents/seal/electronic-seal.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { ec, hasOpenssl, newSealPem, subject } from './credentials/seals.ts'

export const pem = hasOpenssl ? newSealPem(ec('P-256'), subject) : null
/** What is made when a certificate is issued: the paper, the credential and the badge, and the sealed paper. */
export const forms = pem ? 4 : 3

/** A world whose school has an e-seal, where OpenSSL can make one. */
export async function newSealingWorld(): Promise<World> {
  const world = await newWorld()
  if (!pem) return world
  const seal = localSeal(createPrivateKey(pem.key), [new X509Certificate(pem.certificate)])
  world.services.eseal = { ...seal, organisationId: world.school.id }
  return world
}

export type Known = { id: string; status: string; seal: string; files: number; stage: string; moves: number }

/** What the register knows of the certificates of a case. */
export async function known(world: World, recognitionId: string): Promise<Known[]> {
  const rows = await world.services.db.owner.execute(sql`
    select c.id, c.status, c.seal, r.stage, (select count(*)::int from certificate_files f where f.certificate_id = c.id) files,
      (select count(*)::int from ledger l
        where l.recognition_id = r.id and l.action = 'certificate.issue' and l."to" is not null) moves
    from certificates c join recognitions r on r.id = c.recognition_id
    where c.recognition_id = ${recognitionId}`)
  return rows as Known[]
}

/** Nothing half-written: no certificate or an intent without documents, or one that is issued with all of them. */
export function expectWhole(certificates: Known[]): void {
  expect(certificates.length).toBeLessThanOrEqual(1)
  for (const { status, seal, files, stage, moves } of certificates) {
    const all = status === 'issued'
    const sealed = pem ? 'sealed' : 'none'
    expect({ seal, files, stage, moves }).toEqual(
      all
        ? { seal: sealed, files: forms, stage: 'certified', moves: 1 }
        : { seal: 'none', files: 0, stage: 'validation', moves: 0 },
    )
  }
}

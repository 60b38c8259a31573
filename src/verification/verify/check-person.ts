import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { isLearnersEmail } from './store.ts'
import type { Verdict } from './verdict.ts'
import type { Findings } from './verification.ts'

export type PersonClaim = { birthDate?: string | undefined; email?: string | undefined }

/** Adds whether the certificate is this person's; where both are given, both have to match. */
export async function checkPerson(
  services: Services,
  verdict: Verdict,
  claim: PersonClaim,
): Promise<Verdict> {
  if (claim.birthDate === undefined && claim.email === undefined) return verdict
  const { certificate } = verdict
  const person = certificate ? await compare(services, certificate, claim) : 'not-checked'
  return { ...verdict, found: { ...verdict.found, person } }
}

async function compare(
  services: Services,
  certificate: NonNullable<Verdict['certificate']>,
  { birthDate, email }: PersonClaim,
): Promise<NonNullable<Findings['person']>> {
  const { learner } = certificate.certified.content
  const isTold = birthDate === undefined || learner.birthDate !== null
  if (isTold && birthDate !== undefined && birthDate !== learner.birthDate) return 'differs'
  if (email === undefined) return isTold ? 'matches' : 'not-known'
  const matches = await asStranger(services.db, (tx) => isLearnersEmail(tx, certificate.id, email))
  if (matches === null) return 'not-known'
  if (!matches) return 'differs'
  return isTold ? 'matches' : 'not-known'
}

import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { digestSecret } from '../../platform/auth/secrets.ts'
import type { PublicCertificate } from './certified.ts'
import { type KeyStanding, keyStandingOf } from './check-keys.ts'
import { sealFinding } from './check-seal.ts'
import { findByCode, findByShare } from './store.ts'
import { absent, type Verdict, verdict } from './verdict.ts'
import { checkDates, type Findings, unchecked } from './verification.ts'

/** What a verification code stands for. */
export async function checkCode(services: Services, code: string): Promise<Verdict> {
  return checkEntry(services, await asStranger(services.db, (tx) => findByCode(tx, code)))
}

/** What the address of a share opens. */
export async function checkShare(services: Services, secret: string): Promise<Verdict> {
  const hash = digestSecret(secret)
  const now = services.now()
  return checkEntry(services, await asStranger(services.db, (tx) => findByShare(tx, hash, now)))
}

async function checkEntry(services: Services, certificate: PublicCertificate | undefined): Promise<Verdict> {
  if (!certificate) return absent
  const { standing } = await keyStandingOf(services, certificate)
  return judge(certificate, standing, datesOfCertificate(services, certificate))
}

const judged = new WeakMap<PublicCertificate, Map<string, Verdict>>()

/** The same is found of a certificate for as long as the register says the same of it, with these keys and on this day. */
function judge(certificate: PublicCertificate, standing: KeyStanding, dates: Findings['dates']): Verdict {
  const before = judged.get(certificate) ?? new Map<string, Verdict>()
  judged.set(certificate, before)
  const name = `${standing} ${dates}`
  const known = before.get(name)
  if (known) return known
  const found: Findings = {
    ...unchecked,
    issuer: standing === 'trusted' ? 'registered' : standing,
    status: statusFinding(certificate),
    dates: datesSaid(dates, certificate),
    registered: certificate.isUntouched ? 'found' : 'different',
    seal: sealFinding(certificate),
  }
  const told = verdict(found, certificate)
  before.set(name, told)
  return told
}

/** What has become of a certificate since it was issued. */
export function statusFinding({ revokedAt, underAppeal }: PublicCertificate): Findings['status'] {
  if (revokedAt) return 'revoked'
  return underAppeal ? 'under-appeal' : 'in-force'
}

/** The period of validity that the register has. */
export function datesOfCertificate(
  { now }: Services,
  { isUntouched, certified }: PublicCertificate,
): Findings['dates'] {
  if (!isUntouched) return 'not-checked'
  const { issuedAt, expiresAt } = certified.content
  return checkDates(issuedAt, expiresAt, now())
}

/** A period that would go on is over with the revocation: nothing of what is revoked is in force. */
export function datesSaid(dates: Findings['dates'], { revokedAt }: PublicCertificate): Findings['dates'] {
  return revokedAt && (dates === 'current' || dates === 'unlimited') ? 'ended' : dates
}

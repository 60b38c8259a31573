import type { CertificateSnapshot } from '../../certification/certificates/snapshot.ts'
import { dayForIssuer, dayOfIssue } from '../../certification/certificates/snapshot.ts'
import type { Language } from '../../platform/words/language.ts'

/**
 * The address at which LinkedIn adds a certificate to the profile of whoever opens it, with every field filled that its form
 * has. Nothing is sent there before somebody opens it.
 */
export function addToProfileUrl(snapshot: CertificateSnapshot, language: Language, certUrl: string): string {
  const { title, number, issuer, expiresAt } = snapshot
  const [issueYear, issueMonth] = yearAndMonth(dayOfIssue(snapshot))
  const expiry = expiresAt ? yearAndMonth(dayForIssuer(snapshot, new Date(expiresAt))) : null
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: title[language === 'lv' ? 'lv' : 'en'],
    organizationName: issuer.name,
    issueYear,
    issueMonth,
    ...(expiry && { expirationYear: expiry[0], expirationMonth: expiry[1] }),
    certUrl,
    certId: number,
  })
  return `https://www.linkedin.com/profile/add?${query}`
}

const yearAndMonth = (day: string): [string, string] => [day.slice(0, 4), String(Number(day.slice(5, 7)))]

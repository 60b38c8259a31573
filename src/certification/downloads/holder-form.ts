import { z } from 'zod'
import type { Link } from '../../platform/auth/links.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import type { Certificate } from '../certificates/store.ts'
import { exportFaults } from '../documents/exports/export-faults.ts'

/** The forms of a certificate that its learner may have, beside the paper, in the order in which they are offered. */
export const holderForms = [
  'summary.pdf',
  'badge.png',
  'badge.svg',
  'badge.json',
  'credential.jwt',
  'european-credential.jsonld',
] as const
export type HolderForm = (typeof holderForms)[number]

/** What there is of a certificate for its learner: the paper, and its other forms. */
export const holderFiles = ['certificate.pdf', ...holderForms] as const
export type HolderFile = (typeof holderFiles)[number]

/** Where it is, below the page of the certificate. */
export const placeOfFile = (file: HolderFile): string => (file === 'certificate.pdf' ? file : `forms/${file}`)

/** Those in which it is read when the learner was born. */
const saying: readonly HolderFile[] = ['certificate.pdf', 'european-credential.jsonld']

/** Whether a file of a certificate waits until whoever holds the link has said when the learner was born. */
export const awaitsBirthDate = (
  file: HolderFile,
  certificate: Pick<Certificate, 'snapshot'>,
  link: Pick<Link, 'birthDateSaidAt'>,
): boolean => saying.includes(file) && asksBirthDate(certificate, link)

/** Whether whoever holds the link has yet to say when the learner was born, as far as the certificate says it. */
export const asksBirthDate = (
  { snapshot }: Pick<Certificate, 'snapshot'>,
  { birthDateSaidAt }: Pick<Link, 'birthDateSaidAt'>,
): boolean => birthDateSaidAt === null && bornIn(snapshot) !== null

/** When the learner was born, as a certificate says it; null where it says nothing of it. */
export const bornIn = (snapshot: string): string | null =>
  (JSON.parse(snapshot) as CertificateSnapshot).learner.birthDate

export const HolderFormParams = z.object({ form: z.enum(holderForms) })

/** The forms that can be made of a certificate by now: of a revoked one none but the paper. */
export function formsOffered(
  { revokedAt, snapshot }: Pick<Certificate, 'revokedAt' | 'snapshot'>,
  publicUrl: string,
): HolderForm[] {
  if (revokedAt) return []
  const isWhole = exportFaults(JSON.parse(snapshot), publicUrl, ['edc.jsonld']).length === 0
  return holderForms.filter((form) => isWhole || form !== 'european-credential.jsonld')
}

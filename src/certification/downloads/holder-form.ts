import { z } from 'zod'
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

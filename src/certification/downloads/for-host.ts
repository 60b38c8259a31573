import canonicalize from 'canonicalize'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'

/** What a snapshot says, as canonical JSON, without the birth date: a host has no need of it. */
export function forHost(snapshot: string): string {
  const { learner, ...said }: CertificateSnapshot = JSON.parse(snapshot)
  const { birthDate: _, ...named } = learner
  return canonicalize({ ...said, learner: named }) as string
}

import type { CertificateSnapshot, CertifiedStay } from '../certificates/snapshot.ts'

/** Who hosted the mobility, each once, in the order of the parts: its host alone where it has none. */
export function hostsOf({ hosting, mobility }: CertificateSnapshot): CertifiedStay['organisation'][] {
  const hosts = (mobility.stays ?? []).flatMap(({ role, organisation }) =>
    role === 'host' ? [organisation] : [],
  )
  if (hosts.length === 0) return [hosting]
  return hosts.filter(({ id }, index) => hosts.findIndex((host) => host.id === id) === index)
}

import { didOf } from '../../certification/documents/credentials/did.ts'

type Json = Record<string, unknown>

/** Who a credential says has issued it: a name where it gives one, else an address or identifier. */
export type ForeignIssuer = { name: string; says: 'issuer' | 'address' }

const MAX_NAME = 120

/**
 * Who else than this service has issued a credential, as it says itself; null where it names nobody, or claims to be ours.
 * Reads Open Badges 2 and 3, other verifiable credentials in both versions, and the claims of a JWT.
 */
export function foreignIssuer(credential: Json | null, publicUrl: string): ForeignIssuer | null {
  const { id, name } = issuerNamed(credential)
  if (id === null && name === null) return null
  return id !== null && isOurs(id, publicUrl) ? null : { name: shown(name ?? id!), says: 'issuer' }
}

/** Whose verification page an address leads to, where that is not this service's. */
export function foreignHost(host: string | null, publicUrl: string): ForeignIssuer | null {
  return host === null || host === new URL(publicUrl).host ? null : { name: shown(host), says: 'address' }
}

function issuerNamed(credential: Json | null): { id: string | null; name: string | null } {
  const { issuer, iss, vc, badge } = credential ?? {}
  const named = issuer ?? inside(vc).issuer ?? inside(badge).issuer ?? iss
  if (typeof named === 'string') return { id: named, name: null }
  const { id, url, name } = inside(named)
  return { id: text(id) ?? text(url) ?? text(iss), name: text(name) ?? text(firstOf(name)) }
}

const inside = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

/** A name in several languages is an object or a list of them. */
const firstOf = (name: unknown): unknown =>
  Object.values(inside(Array.isArray(name) ? name[0] : name)).find((value) => typeof value === 'string')

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value : null)

function isOurs(id: string, publicUrl: string): boolean {
  const did = didOf(publicUrl)
  const bare = id.split('#')[0]!
  return bare === did || bare.startsWith(`${did}:`) || bare === publicUrl || bare.startsWith(`${publicUrl}/`)
}

const shown = (name: string) => [...name.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim()].slice(0, MAX_NAME).join('')

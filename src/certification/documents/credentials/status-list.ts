import { deflateSync, gunzipSync, gzipSync } from 'node:zlib'
import { isOver } from '../../../platform/clocks.ts'
import { credentialsV2 } from './contexts.ts'
import { issuerAddress, organisationIn } from './did.ts'

/**
 * Fewer would let a verifier's question tell which certificate was asked about (Bitstring Status List 1.0,
 * section 6.1).
 */
export const statusListLength = 131_072

/**
 * Where a list is published: a verifier takes it from the issuer of the credential alone, so that each issuer has its own
 * copy. `list` is the organisation's id and a number.
 */
export function statusListUrl(publicUrl: string, list: string, issuerDid: string): string {
  const organisationId = organisationIn(issuerDid)
  return organisationId === null
    ? `${publicUrl}/v1/status-lists/${list}`
    : `${issuerAddress(publicUrl, organisationId)}/status-lists/${list.split('.')[1]}`
}

/** How long a verifier may keep a list, in milliseconds: a revocation is public within a minute. */
const statusListTtl = 60_000

/** The Cache-Control of a published list, in line with its `ttl` (Bitstring Status List 1.0, section 2.2). */
export const statusListCacheControl = `public, max-age=${statusListTtl / 1000}`

/** A list is signed anew at least so often, in milliseconds, whether anything was revoked or not. */
const STATUS_LIST_LIFE = 12 * 3_600_000

/**
 * Until when a list that is published now may be relied on: between half a day and a day from now, and the same for all
 * processes.
 */
export const statusListEnd = (now: Date): Date =>
  new Date((Math.floor(now.getTime() / STATUS_LIST_LIFE) + 2) * STATUS_LIST_LIFE)

/**
 * Compresses a list in which the given indexes are set (Bitstring Status List 1.0, section 3.3): index 0 is
 * the left-most bit; an index outside the list is refused.
 */
export function encodeStatusList(set: Iterable<number>): string {
  return `u${gzipSync(bitsOf(set, (index) => 0x80 >> (index & 7))).toString('base64url')}`
}

function bitsOf(set: Iterable<number>, bitOf: (index: number) => number): Uint8Array {
  const bits = new Uint8Array(statusListLength / 8)
  for (const index of set) {
    if (!Number.isInteger(index) || index < 0 || index >= statusListLength)
      throw new RangeError(`There is no entry ${index} in a status list of ${statusListLength} entries.`)
    bits[index >> 3]! |= bitOf(index)
  }
  return bits
}

/**
 * The claims of the same list as wallets read it (Token Status List, sections 4 and 5.1): one bit an entry, index 0 the
 * right-most of its byte; `since` is when the state it tells began, `until` when
 * the list may no longer be relied on.
 */
export function tokenStatusList(list: {
  url: string
  revoked: Iterable<number>
  since: string
  until: string
}) {
  const lst = deflateSync(bitsOf(list.revoked, (index) => 1 << (index & 7))).toString('base64url')
  return {
    sub: list.url,
    iat: Math.floor(Date.parse(list.since) / 1000),
    exp: Math.floor(Date.parse(list.until) / 1000),
    ttl: statusListTtl / 1000,
    status_list: { bits: 1, lst },
  }
}

/**
 * Expands a list (Bitstring Status List 1.0, section 3.4); one shorter than the required minimum is refused.
 */
export function decodeStatusList(encodedList: string): Uint8Array {
  if (!encodedList.startsWith('u')) throw new Error('A status list starts with "u", for base64url.')
  // Without a limit a few hundred bytes from a stranger could unfold into gigabytes.
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'), { maxOutputLength: 1 << 24 })
  if (bits.length * 8 < statusListLength)
    throw new RangeError(`A status list has at least ${statusListLength} entries.`)
  return bits
}

/** Whether the entry with this index is set (Bitstring Status List 1.0, section 3.2). */
export function isSet(bits: Uint8Array, index: number): boolean {
  const byte = bits[index >> 3]
  if (byte === undefined || !Number.isInteger(index) || index < 0)
    throw new RangeError(`There is no entry ${index} in this status list.`)
  return (byte & (0x80 >> (index & 7))) !== 0
}

/**
 * The unsigned credential of a revocation list (Bitstring Status List 1.0, section 2.2); `url` is where it
 * is published.
 */
export function statusListCredential(list: {
  url: string
  issuerDid: string
  revoked: Iterable<number>
  validFrom: string
  validUntil: string
}) {
  return {
    '@context': [credentialsV2],
    id: list.url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: list.issuerDid,
    validFrom: list.validFrom,
    validUntil: list.validUntil,
    credentialSubject: {
      id: `${list.url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      ttl: statusListTtl,
      encodedList: encodeStatusList(list.revoked),
    },
  }
}

/** A list that was published, as a verifier reads it; where one is stale, nothing follows from what it does not name. */
export function readStatusList(
  credential: { validUntil?: string | undefined; credentialSubject: { encodedList: string } },
  now: Date,
): { isStale: boolean; isRevoked: (index: number) => boolean } {
  const bits = decodeStatusList(credential.credentialSubject.encodedList)
  const { validUntil } = credential
  return {
    isStale: validUntil !== undefined && isOver(new Date(validUntil), now),
    isRevoked: (index) => isSet(bits, index),
  }
}

/**
 * What a credential says about where its revocation would be found (Bitstring Status List 1.0, section 2.1).
 */
export function statusListEntry({ listUrl, index }: { listUrl: string; index: number }) {
  return {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: listUrl,
  }
}

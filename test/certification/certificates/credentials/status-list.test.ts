import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeStatusList,
  encodeStatusList,
  isSet,
  statusListCacheControl,
  statusListLength,
} from '../../../../src/certification/documents/credentials/status-list.ts'
import { statusList } from './issuer.ts'

const index = fc.integer({ min: 0, max: statusListLength - 1 })

describe('a status list', () => {
  it('gives back exactly the entries that were set', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(index, { maxLength: 200 }),
        fc.array(index, { maxLength: 200 }),
        (set, asked) => {
          const bits = decodeStatusList(encodeStatusList(set))
          for (const one of [...set, ...asked]) expect(isSet(bits, one)).toBe(set.includes(one))
        },
      ),
    )
  })

  it('sets as many bits as entries', () => {
    fc.assert(
      fc.property(fc.uniqueArray(index, { maxLength: 100 }), (set) => {
        const bits = decodeStatusList(encodeStatusList(set))
        expect(bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)).toBe(
          set.length,
        )
      }),
    )
  })

  it('has 131 072 entries, the first at the left-most bit', () => {
    const bits = decodeStatusList(encodeStatusList([0, 15, statusListLength - 1]))
    expect(bits).toHaveLength(16_384)
    expect([bits[0], bits[1], bits.at(-1)]).toEqual([0b1000_0000, 0b0000_0001, 0b0000_0001])
  })

  it('reads the list in the example of the recommendation', () => {
    const example = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA'
    expect(decodeStatusList(example)).toEqual(Buffer.alloc(16_384))
  })

  it('stays small while few are revoked', () => {
    expect(encodeStatusList([94_567]).length).toBeLessThan(100)
  })

  it.each([-1, statusListLength, 1.5, Number.NaN])('has no entry %d', (outside) => {
    expect(() => encodeStatusList([outside])).toThrow(RangeError)
    expect(() => isSet(decodeStatusList(encodeStatusList([])), outside)).toThrow(RangeError)
  })

  it('is refused when too short, not base64url, or a bomb', () => {
    const packed = (bytes: number) => `u${gzipSync(Buffer.alloc(bytes)).toString('base64url')}`
    expect(() => decodeStatusList(packed(16_383))).toThrow(RangeError)
    expect(() => decodeStatusList(packed(1 << 25))).toThrow()
    expect(() => decodeStatusList(encodeStatusList([]).slice(1))).toThrow()
  })

  it('may be cached as long as its ttl says', () => {
    const { ttl } = statusList([]).credentialSubject
    expect(statusListCacheControl).toBe(`public, max-age=${ttl / 1000}`)
  })
})

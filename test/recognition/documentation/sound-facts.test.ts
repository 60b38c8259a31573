import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { soundFacts } from '../../../src/recognition/documentation/facts/sound-facts.ts'
import { recording, wave } from './formats.ts'

const types = { 'audio/mpeg': recording, 'audio/wav': wave } as const
type SoundType = keyof typeof types

describe('what a recording says of itself', () => {
  test.each(Object.keys(types) as SoundType[])(
    'is read within bounds from a damaged file, and says nothing that is not there: %s',
    (type) => {
      const whole = types[type]()
      const damage = fc.record({
        at: fc.nat(400),
        with: fc.uint8Array({ minLength: 1, maxLength: 40 }),
        length: fc.nat(whole.length),
      })
      fc.assert(
        fc.property(damage, ({ at, with: other, length }) => {
          const file = Buffer.from(whole)
          file.set(other, at)
          const began = performance.now()
          for (const fact of soundFacts(type, file.subarray(0, length))) {
            if (typeof fact.value === 'string') expect(fact.value.length).toBeLessThanOrEqual(200)
            else expect(fact.value).toBeLessThanOrEqual(whole.length)
          }
          expect(performance.now() - began).toBeLessThan(500)
        }),
        { numRuns: 300 },
      )
    },
  )

  test('is read in a moment from what was made to be a burden', () => {
    const frames = Buffer.alloc(25_000_000)
    // The smallest frames there are, one after the other; a tag of frames without content; chunks without content.
    for (let at = 0; at + 24 <= frames.length; at += 24) frames.set([0xff, 0xf3, 0x14, 0], at)
    const tag = Buffer.alloc(25_000_000, Buffer.from('TIT2\0\0\0\0\0\0', 'latin1'))
    tag.write('ID3\x04\0\0\x0b\x75\x70\x40', 'latin1')
    const chunks = Buffer.alloc(25_000_000, Buffer.from('LIST\0\0\0\0', 'latin1'))
    chunks.write('RIFF\0\0\0\0WAVE', 'latin1')
    for (const [type, file] of [
      ['audio/mpeg', frames],
      ['audio/mpeg', tag],
      ['audio/wav', chunks],
    ] as const) {
      const began = performance.now()
      expect(soundFacts(type, file).length).toBeLessThan(3)
      expect(performance.now() - began).toBeLessThan(3000)
    }
  })

  test('tells no length where most of the file does not sound', () => {
    const file = Buffer.concat([recording(), Buffer.alloc(60_000, 'x')])
    expect(soundFacts('audio/mpeg', file).map(({ fact }) => fact)).not.toContain('seconds')
  })
})

import { expect, test } from 'vitest'
import {
  type CertificateSnapshot,
  canonicalSnapshot,
} from '../../../src/certification/certificates/snapshot.ts'
import { snapshotFaults } from '../../../src/certification/certificates/snapshot-faults.ts'
import { addDays } from '../../../src/platform/dates.ts'
import { sha256 } from '../../../src/platform/hash.ts'
import { changed } from './credentials/changed.ts'
import { sampleSnapshot } from './sample-snapshot.ts'

const now = new Date('2026-12-01T00:00:00Z')
const none = { lv: '', en: 'Something' }
const wrong: [path: (string | number)[], value: unknown][] = [
  [['learner', 'givenName'], ' '],
  [['learner', 'familyName'], ' '],
  [['learner', 'birthDate'], 'May'],
  [['title'], none],
  [['issuer', 'country'], ''],
  [['issuer', 'name'], ''],
  [['issuedAt'], 'now'],
  [['issuedAt'], '2027-01-01T00:00:00.000Z'],
  [['issuedAt'], '2026-10-06T00:00:00.000Z'],
  [['outcomes'], []],
  [['mobility', 'workloadHours'], 0],
  [['eqfLevel'], 9],
  [['eqfLevel'], undefined],
  [['assessmentTypes'], []],
  [['mobility', 'participation'], ''],
  [['qualityAssurance'], none],
  [['languages'], []],
  [['notice'], none],
  [['framework', 'id'], ''],
  [['framework', 'version'], ''],
  [['framework', 'hash'], 'abc'],
  [['agreement', 'hash'], ''],
  [['agreement', 'version'], 0],
  [['agreement', 'signedOn'], '2026-12-24'],
  [['mobility', 'endsOn'], '2026-10-01'],
  [['outcomes', 0, 'level'], 9],
  [['outcomes', 0, 'result'], 'partly'],
  [['outcomes', 0, 'improved'], false],
  [['outcomes', 0, 'methods'], []],
  [['outcomes', 0, 'evidenceKinds'], []],
  [['outcomes', 0, 'assessedOn'], null],
  [['outcomes', 0, 'assessor'], null],
  [['outcomes', 0, 'validator', 'organisation'], ''],
  [['outcomes', 0, 'decidedOn'], '2026-10-01'],
]

test('a complete snapshot may be signed, with an EQF level or with none', () => {
  expect(snapshotFaults(sampleSnapshot(), now)).toEqual([])
  expect(snapshotFaults(sampleSnapshot({ eqfLevel: null }), now)).toEqual([])
})

test('is issued after the last day of the mobility; of those that name no day of issue, on it', () => {
  const { issuedAt } = sampleSnapshot()
  const endsOn = issuedAt.slice(0, 10)
  const faultsOf = (issuedOn?: string) => {
    const base = sampleSnapshot()
    const snapshot = { ...base, mobility: { ...base.mobility, endsOn }, ...(issuedOn && { issuedOn }) }
    return snapshotFaults(snapshot, now).map(({ pointer }) => pointer)
  }
  expect(faultsOf()).toEqual([])
  expect(faultsOf(endsOn)).toEqual(['/issuedAt'])
  expect(faultsOf(addDays(endsOn, 1))).toEqual([])
  expect(faultsOf(addDays(endsOn, 2))).toEqual(['/issuedOn'])
})

test.each(wrong)('%j as %j keeps it from being signed', (path, value) => {
  const one = changed(sampleSnapshot(), path, value)
  const pointers = snapshotFaults(one, now).map((fault) => fault.pointer)
  const pointer = `/${path.join('/')}`
  expect(pointers.some((found) => pointer.startsWith(found))).toBe(true)
})

test('its hash is that of its RFC 8785 form, whatever the order of its members', () => {
  const snapshot = sampleSnapshot()
  const turned = Object.fromEntries(Object.entries(snapshot).reverse()) as CertificateSnapshot
  expect(canonicalSnapshot(turned)).toBe(canonicalSnapshot(snapshot))
  const other: object = { b: 1e21, a: '\u20ac' }
  expect(sha256(canonicalSnapshot(other as CertificateSnapshot))).toBe(sha256('{"a":"€","b":1e+21}'))
})

import fc from 'fast-check'
import type { CertificateSnapshot } from '../../../../src/certification/certificates/snapshot.ts'
import { toOpenBadge } from '../../../../src/certification/documents/credentials/open-badge.ts'
import { sampleSnapshot } from '../sample-snapshot.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
  fc.constantFrom(
    'Learner One',
    '"quoted" \\ \n\t\r',
    '@type',
    '_:b0',
    'https://a b',
    '\u2028\u0000\u007f',
    '𝔘\ud800',
  ),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

/** What a certificate can say in a badge, as far as it is free; everything else follows from it. */
const free = fc.record({
  title: text,
  notice: text,
  learner: text,
  issuer: text,
  city: fc.option(text),
  oid: fc.option(text),
  ends: fc.boolean(),
  codes: fc.uniqueArray(fc.oneof(fc.constantFrom('1.1', '2.4', '5.3'), fc.string({ unit: 'grapheme' })), {
    minLength: 1,
    maxLength: 3,
  }),
  outcome: text,
  statements: fc.array(text, { maxLength: 3 }),
  result: fc.constantFrom('reached', 'partly', 'not-reached', 'not-assessed'),
  esco: maybe(fc.webUrl()),
  eu: maybe(fc.webUrl()),
  levels: fc.integer({ min: 0, max: 3 }),
  evidence: fc.boolean(),
  ects: maybe(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.1, max: 60, noNaN: true }))),
  field: maybe(fc.constantFrom('0613', '10')),
  status: fc.boolean(),
})
type Free = typeof free extends fc.Arbitrary<infer Made> ? Made : never

const both = (en: string) => ({ lv: en, en })

function snapshotOf({ city, oid, esco, eu, ...made }: Free): CertificateSnapshot {
  const sample = sampleSnapshot()
  const [outcome] = sample.outcomes
  if (!outcome) throw new Error('The sample has no outcome.')
  return {
    ...sample,
    ...(made.status && {
      supersedes: { id: sample.mobility.id, number: sample.number, sha256: 'ab'.repeat(32), why: 'appeal' },
    }),
    title: both(made.title),
    notice: both(made.notice),
    learner: { ...sample.learner, givenName: made.learner },
    issuer: { ...sample.issuer, name: made.issuer, city, oid },
    mobility: { ...sample.mobility, ...(made.field !== undefined && { fieldOfEducation: made.field }) },
    ...(made.ends && { expiresAt: '2030-11-05T09:30:00.000Z' }),
    framework: { ...sample.framework, levels: sample.framework.levels.slice(0, made.levels) },
    outcomes: made.codes.map((competence) => ({
      ...outcome,
      competence,
      title: both(made.outcome),
      statements: made.statements.map(both),
      result: made.result,
      uris: { ...(esco && { esco }), ...(eu && { eu }) },
      level: made.levels || null,
      target: made.levels || null,
      ...(made.ects !== undefined && { ects: made.ects }),
      evidenceKinds: made.evidence ? outcome.evidenceKinds : [],
    })),
  }
}

/** Badges of certificates that differ in all that people write, in what was reached, and in what is left out. */
export const badges = free.map((made) =>
  plain(
    toOpenBadge(snapshotOf(made), {
      issuerDid: 'did:web:certificates.example%3A8080:organisations:1',
      publicUrl: 'https://certificates.example',
      status: made.status ? { listUrl: 'https://certificates.example/v1/status-lists/1', index: 7 } : null,
    }),
  ),
)

export type Document = Record<string, unknown>
const plain = (badge: object): Document => JSON.parse(JSON.stringify(badge))

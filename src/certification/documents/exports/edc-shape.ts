import { z } from 'zod'
import { Filled, Iri, Moment } from './shape-values.ts'

const Texts = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), Filled)

const Concept = z.object({ id: Iri, type: z.literal('Concept'), inScheme: z.object({ id: Iri }) })
const EscoSkill = z.object({
  id: Iri.regex(/^http:\/\/data\.europa\.eu\/esco\//),
  inScheme: z.object({ id: Iri }),
})

const Location = z.object({ address: z.object({ countryCode: Concept }) })
const Organisation = z.object({ legalName: Texts, location: Location })
const Awarding = z.object({ awardingBody: Organisation, awardingDate: Moment })
const Outcome = z.object({
  title: Texts,
  relatedESCOSkill: EscoSkill.optional(),
  relatedSkill: z.object({ id: Iri }).optional(),
})
const Assessment = z.object({
  title: Texts,
  awardedBy: Awarding,
  dateIssued: Moment,
  grade: z.object({ noteLiteral: Texts }),
})

const Claim = z.object({
  title: Texts,
  awardedBy: Awarding,
  specifiedBy: z.object({
    title: Texts,
    mode: Concept,
    eqfLevel: Concept.optional(),
    volumeOfLearning: z.string().regex(/^PT\d+[HM]$/),
    learningOutcome: z.array(Outcome),
  }),
  provenBy: z.array(Assessment),
  influencedBy: z.object({
    title: Texts,
    awardedBy: Awarding,
    directedBy: z.union([Organisation, z.array(Organisation).min(2)]),
    location: z.union([Location, z.array(Location).min(2)]),
    temporal: z.object({ startDate: Moment, endDate: Moment }),
  }),
})

/** What the EDC application profile 1.1.0 asks of ours, but for the page images and what a seal brings. */
export const EdcShape = z.object({
  id: Iri,
  issuer: Organisation,
  issued: Moment,
  validFrom: Moment,
  credentialProfiles: Concept,
  credentialSubject: z.object({ fullName: Texts, dateOfBirth: Moment.optional(), hasClaim: Claim }),
  displayParameter: z.object({
    title: Texts,
    language: z.array(Concept).min(1),
    primaryLanguage: Concept,
  }),
})

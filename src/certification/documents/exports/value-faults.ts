import { z } from 'zod'
import { formsOfParticipation } from '../../../db/schema/mobility/mobilities.ts'
import { outcomeResults } from '../../../db/schema/recognition/decisions.ts'
import { outcomeKinds } from '../../../db/schema/recognition/recognitions.ts'
import { parseInput } from '../../../platform/http/faults.ts'
import { isText } from '../../../platform/http/texts.ts'
import { asMessage } from '../../../platform/http/word-issue.ts'
import { unwritableIn } from '../../../platform/pdf/writable.ts'
import { alpha3Of } from '../../../platform/vocabularies/country.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import type { SnapshotFault } from '../../certificates/snapshot-faults.ts'
import { Iri } from './shape-values.ts'
import { say } from './words.ts'

const Text = z.string().refine(isText, asMessage(say('fault-no-text')))
const Day = z.iso.date()

const Party = z.object({
  name: Text,
  city: Text.nullable(),
  oid: z
    .string()
    .regex(/^E\d{8}$/, asMessage(say('fault-no-oid')))
    .nullable(),
})

const Values = z.object({
  issuer: Party,
  sending: Party,
  hosting: Party,
  learner: z.object({ givenName: Text, familyName: Text, birthDate: Day.nullable() }),
  mobility: z.object({
    projectCode: Text,
    projectTitle: z.object({ lv: Text, en: Text }).optional(),
    mobilityCode: Text.nullable(),
    europassNumber: Text.nullable(),
    startsOn: Day,
    endsOn: Day,
    objective: Text.nullable(),
    programme: Text.nullable(),
    workloadHours: z.number().positive(),
    stays: z
      .array(z.object({ organisation: Party, startsOn: Day.nullable(), endsOn: Day.nullable() }))
      .optional(),
  }),
  eqfLevel: z.int().min(1).max(8).nullable(),
  assessmentTypes: z.array(Text),
  outcomes: z.array(
    z.object({
      methods: z.array(Text),
      evidenceKinds: z.array(Text),
      uris: z.object({ esco: Iri.optional(), eu: Iri.optional(), case: Iri.optional() }),
      credits: Text.optional(),
    }),
  ),
})

const Country = z.object({
  country: z.string().refine((code) => alpha3Of(code) !== undefined, asMessage(say('fault-no-country'))),
})

const Vocabularies = z.object({
  issuer: Country,
  sending: Country,
  hosting: Country,
  mobility: z.object({
    participation: z.enum(formsOfParticipation),
    stays: z.array(z.object({ organisation: Country })).optional(),
  }),
  outcomes: z.array(z.object({ result: z.enum(outcomeResults), kind: z.enum(outcomeKinds) })),
})

/** What is written as its owner writes it, in whatever letters. */
const inAnyScript = /^\/(learner|issuer|sending|hosting|mobility\/stays\/\d+\/organisation)\/ownName$/

/** Each text of a snapshot that holds letters which no paper can show. */
export function writingFaults(snapshot: CertificateSnapshot): SnapshotFault[] {
  return unwritableIn(snapshot, inAnyScript).map(({ pointer, letters }) => ({
    pointer,
    detail: say('fault-unwritable', { letters }),
  }))
}

const faultsBy = (schema: z.ZodType, snapshot: CertificateSnapshot): SnapshotFault[] =>
  parseInput(schema, snapshot).faults.map(({ pointer, detail }) => ({ pointer, detail }))

/** Each value of a snapshot for which no form of the certificate has a word. */
export const vocabularyFaults = (snapshot: CertificateSnapshot) => faultsBy(Vocabularies, snapshot)

/** Each value of a snapshot that is written in another way than its field is, or is no text that can be shown. */
export const valueFaults = (snapshot: CertificateSnapshot) => faultsBy(Values, snapshot)

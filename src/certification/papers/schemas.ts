import { z } from 'zod'
import { groupPaperKinds } from '../../db/schema/certification/group-papers.ts'
import { paperKinds } from '../../db/schema/certification/mobility-papers.ts'
import { signatories } from '../../db/schema/mobility/agreements.ts'
import { spoken } from '../../platform/words/language.ts'
import type { CheckedPaper } from './check-paper.ts'
import { paperStandings } from './paper.ts'
import type { KnownPaper } from './store.ts'

const PaperLanguage = z.enum(spoken).describe('in which language it is written')

export const NewPaper = z
  .strictObject({ language: PaperLanguage })
  .meta({ id: 'NewPaper', examples: [{ language: 'lv' }] })

export const NewAttestationOfParticipation = z
  .strictObject({
    startsOn: z.iso.date().describe('first day on which the learner was there'),
    endsOn: z.iso.date().describe('last day; not one that is still to come'),
  })
  .meta({
    id: 'NewAttestationOfParticipation',
    examples: [{ startsOn: '2026-09-07', endsOn: '2026-10-02' }],
  })

export const AttestationOfParticipationView = z
  .object({
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    memberId: z.uuid().describe('who has said so, of the hosting organisation'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'AttestationOfParticipation' })

const SignatureOnPaper = z.object({
  party: z.enum(signatories),
  on: z.iso.date(),
  method: z
    .enum(['paper', 'programme'])
    .optional()
    .describe('by hand on a print, or by the learning programme of a group; left out: through the service'),
})

export const PaperView = z
  .object({
    id: z.uuid(),
    mobilityId: z.uuid(),
    kind: z.enum(paperKinds),
    language: PaperLanguage,
    number: z.string().describe('our own number'),
    code: z.string().describe('who knows it may see the public page'),
    url: z.url().describe('the public page, on which anyone checks the paper'),
    issuedOn: z.iso.date(),
    sha256: z.string().describe('of the PDF, hexadecimal'),
    version: z
      .int()
      .nullable()
      .describe('of an agreement: which version; null for a certificate of participation'),
    signatures: z
      .array(SignatureOnPaper)
      .max(5)
      .describe('of an agreement: who had signed it when this was drawn'),
    certificateId: z
      .uuid()
      .nullable()
      .describe('of a certificate of participation: which certificate’s results it repeats; null: none'),
  })
  .meta({ id: 'MobilityPaper' })

/** A paper for a party of its mobility. */
export function viewPaper(paper: KnownPaper, publicUrl: string): z.infer<typeof PaperView> {
  const { id, mobilityId, kind, language, number, code, issuedOn, sha256, says } = paper
  return {
    id,
    mobilityId,
    kind,
    language,
    number,
    code,
    url: `${publicUrl}/check/${code}`,
    issuedOn,
    sha256,
    version: says.version?.number ?? null,
    signatures: says.signatures ?? [],
    certificateId: says.certificate?.id ?? null,
  }
}

/** A form with nothing in it but the file. */
export const PaperFile = z.strictObject({}).meta({ id: 'PaperFile' })

export const CheckedPaperView = z
  .object({
    kind: z.enum([...new Set([...paperKinds, ...groupPaperKinds])]),
    number: z.string(),
    issuedOn: z.iso.date(),
    standing: z
      .enum(paperStandings)
      .describe('what has become of what it says; `current`: nothing has changed'),
    sending: z.string(),
    hosting: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    version: z.object({ number: z.int(), hash: z.string() }).nullable(),
    signatures: z.array(SignatureOnPaper).max(5),
    certificateNumber: z.string().nullable(),
    group: z.string().nullable().describe('of a paper of a group: what it is called'),
    participants: z.int().nullable().describe('of a list: how many stand on it'),
    sha256: z.string().describe('of the PDF, hexadecimal'),
    isSame: z.boolean().nullable().describe('whether the file that was sent is this paper; null: none was'),
  })
  .meta({ id: 'CheckedPaper' })

/** A paper for strangers. */
export function viewChecked({ paper, standing, isSame }: CheckedPaper): z.infer<typeof CheckedPaperView> {
  const { kind, number, issuedOn, sha256, says } = paper
  const { sending, hosting, startsOn, endsOn, version, signatures = [], certificate } = says
  return {
    kind,
    number,
    issuedOn,
    standing,
    sending,
    hosting,
    startsOn,
    endsOn,
    version: version ? { number: version.number, hash: version.hash } : null,
    signatures,
    certificateNumber: certificate?.number ?? null,
    group: says.group ?? null,
    participants: says.participants ?? null,
    sha256,
    isSame,
  }
}

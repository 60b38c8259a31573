import { z } from 'zod'
import { scanStates } from '../../db/schema/recognition/keep-evidence.ts'
import { declarationKinds, evidenceKinds } from '../../db/schema/recognition/recognitions.ts'
import { Code } from '../../measure/frameworks/code.ts'
import { MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'
import { OnBehalf, SignerFields } from '../../parties/names/schemas.ts'
import { Name } from '../../parties/organisations/schemas.ts'
import { longText } from '../../platform/http/texts.ts'
import { asMessage } from '../../platform/http/word-issue.ts'
import { readJson } from '../../platform/json/read-json.ts'
import { FileFacts } from './facts/schemas.ts'
import type { DeclarationRow, EvidenceWithOutcomes } from './store.ts'
import { say } from './words.ts'

const Task = Code.optional().describe('id of the agreed task that it was made in')

/** As many letters as a list of codes has in a form, the longest of which come in JSON. */
const MAX_LIST = 20_000

export const EvidenceFields = z.strictObject({
  title: Name,
  kind: z.enum(['file', 'statement', 'test-result', 'observation']).default('file'),
  producedOn: z.iso.date().describe('the day the work was done or the observation made'),
  competences: z
    .string()
    .max(MAX_LIST)
    .transform(codesIn)
    .pipe(z.array(Code).min(1).max(MAX_OUTCOMES))
    .describe(
      'codes of the outcomes it speaks for, separated by commas; a JSON array where a code has a comma in it',
    ),
  task: Task,
})

/** A form has one text for them all; what is no list in JSON is separated by commas. */
function codesIn(text: string): unknown[] {
  const { value } = text.trimStart().startsWith('[') ? readJson(text, MAX_OUTCOMES + 1) : { value: null }
  if (Array.isArray(value)) return value
  return text
    .split(',')
    .map((code) => code.trim())
    .filter(Boolean)
}

const Common = {
  title: Name,
  producedOn: z.iso.date().describe('the day the work was done or the observation made'),
  competences: z.array(Code).min(1).max(MAX_OUTCOMES).describe('codes of the outcomes it speaks for'),
  task: Task,
}

const Author = z.strictObject({
  name: Name,
  position: Name.describe('what they are to the learner or the work'),
  organisation: Name.nullable().default(null),
})
const Said = z.strictObject({ text: longText(10_000), by: Author })
const Tested = z.strictObject({ test: Name, result: longText(2000), by: Author })
const WebAddress = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => URL.canParse(url) && new URL(url).username === '', asMessage(say('holds-user-name')))

export const NewEvidenceRecord = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('link'),
      ...Common,
      url: WebAddress.describe('kept as it is and never followed by this service'),
    }),
    z.strictObject({ kind: z.literal('statement'), ...Common, record: Said }),
    z.strictObject({ kind: z.literal('test-result'), ...Common, record: Tested }),
    z.strictObject({ kind: z.literal('observation'), ...Common, record: Said }),
  ])
  .meta({
    id: 'NewEvidenceRecord',
    examples: [
      {
        kind: 'statement',
        title: 'Statement of the workshop',
        producedOn: '2026-09-28',
        competences: ['2.4'],
        record: {
          text: 'Kept the shared work plan up to date for three weeks.',
          by: { name: 'Mentor One', position: 'Workshop manager', organisation: 'Example Workshop' },
        },
      },
    ],
  })

export const FurtherOutcomes = z
  .strictObject({ competences: Common.competences })
  .meta({ id: 'FurtherOutcomes', examples: [{ competences: ['1.1'] }] })

export const EvidenceWithdrawal = z
  .strictObject({ reason: longText(2000) })
  .meta({ id: 'EvidenceWithdrawal', examples: [{ reason: 'It is the file of somebody else.' }] })

export const EvidenceLimits = z
  .object({
    maxBytes: z.int().describe('of one file'),
    maxFilmBytes: z.int().describe('of one film or recording (MP4, MOV, M4A)'),
    types: z.array(z.string()).describe('told by what a file holds, not by its name'),
    quotaBytes: z.int().describe('of the whole case'),
    usedBytes: z.int(),
    remainingBytes: z.int(),
    scanned: z.boolean().describe('whether files are held back until a scanner has found them clean'),
  })
  .meta({ id: 'EvidenceLimits' })

export const EvidenceView = z
  .object({
    id: z.uuid(),
    kind: z.enum(evidenceKinds),
    title: z.string().nullable().describe('null once the learner was erased, as are address and record'),
    producedOn: z.iso.date(),
    sha256: z.string().nullable().describe('of the file as it is kept and handed out'),
    originalSha256: z.string().nullable().describe('of the file as it was sent'),
    stripped: z
      .array(z.string())
      .describe(
        'metadata that was taken out of a picture, film or recording, or of the photographs in a PDF that is not signed',
      ),
    facts: FileFacts.nullable().describe(
      'what can be read from the file, and no mark of it; null where nothing could be read',
    ),
    frameSha256: z
      .string()
      .nullable()
      .describe('of the first picture of a film, a JPEG; null where there is none'),
    url: z.string().nullable(),
    record: z.union([Said, Tested]).nullable().describe('what was said or found'),
    scan: z.enum(scanStates).describe('held and infected pieces are neither handed out nor judged'),
    mediaType: z.string().nullable(),
    size: z.int().nullable(),
    competences: z.array(z.string()),
    task: z.string().nullable().describe('id of the agreed task that it was made in'),
    submittedBy: z.uuid().nullable(),
    personId: z.uuid().nullable().describe('the learner, where they brought it themselves'),
    createdAt: z.iso.datetime(),
    sameFileIn: z
      .array(z.uuid())
      .describe(
        'recognitions of other learners of the same sending organisation that have the same file; for whoever marks to look into',
      ),
    withdrawnAt: z.iso
      .datetime()
      .nullable()
      .describe('since when it is taken back: its file is gone, and it counts for nothing'),
    withdrawnBy: z.uuid().nullable(),
    withdrawalReason: z.string().nullable(),
    erasedAt: z.iso.datetime().nullable().describe('since when its file and texts are gone'),
  })
  .meta({ id: 'Evidence' })

export const NewAttestation = z.strictObject({ statement: longText(2000) }).meta({
  id: 'NewAttestation',
  examples: [{ statement: 'The learner did this work with us between 7 September and 2 October 2026.' }],
})

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

export const EvidenceToDeclare = z
  .object({
    items: z.array(EvidenceView),
    hash: Hash.describe('of the list; send it back with the declaration'),
  })
  .meta({ id: 'EvidenceToDeclare' })

export const DeclarationForm = z
  .strictObject({
    ...SignerFields,
    accept: z.union([z.literal(true), z.literal('true')]).describe('the box that was ticked'),
    hash: Hash.describe('of the list that was read'),
  })
  .meta({ id: 'DeclarationForm' })

export const DeclarationView = z
  .object({
    kind: z.enum(declarationKinds),
    name: z.string(),
    onBehalf: OnBehalf,
    statement: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Declaration' })

export function viewEvidence(
  { row, competences }: EvidenceWithOutcomes,
  sameFiles: ReadonlyMap<string, string[]> = new Map(),
): z.infer<typeof EvidenceView> {
  const { id, kind, title, producedOn, sha256, originalSha256, stripped, url, record, scan } = row
  const { frameSha256, mediaType, size, task, submittedBy, personId, createdAt, facts } = row
  return {
    id,
    kind,
    title,
    producedOn,
    sha256,
    originalSha256,
    stripped,
    facts,
    frameSha256,
    url,
    record,
    scan,
    mediaType,
    size,
    competences,
    task,
    submittedBy,
    personId,
    createdAt: createdAt.toISOString(),
    sameFileIn: sameFiles.get(sha256 ?? '') ?? [],
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawnBy: row.withdrawnBy,
    withdrawalReason: row.withdrawalReason,
    erasedAt: row.erasedAt?.toISOString() ?? null,
  }
}

export function viewDeclaration(row: DeclarationRow): z.infer<typeof DeclarationView> {
  const { kind, name, onBehalf, statement } = row
  return { kind, name, onBehalf, statement, at: row.at.toISOString() }
}

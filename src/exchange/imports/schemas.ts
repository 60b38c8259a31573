import { z } from 'zod'
import { importFailures, importKinds, importStates, tableForms } from '../../db/schema/exchange/imports.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import type { Language } from '../../platform/words/language.ts'
import { type Finding, toldIn } from './reading/findings.ts'
import type { Import, ImportKind } from './store.ts'

/** As large as a table may be. */
export const MAX_TABLE_BYTES = 10 * 1024 * 1024

/** The names of the tables that can be filled. */
export const templates = importKinds.flatMap((kind) => tableForms.map((form) => `${kind}.${form}` as const))

/** As generated clients call it: downloadPeopleTable, downloadPeopleWorkbook. */
export const templateOperation = (kind: ImportKind, form: (typeof tableForms)[number]): string =>
  `download${kind[0]!.toUpperCase()}${kind.slice(1)}${form === 'csv' ? 'Table' : 'Workbook'}`

const Kind = z
  .enum(importKinds)
  .describe(
    'what each row is: a learner; a mobility of one who is registered; an agreement that is drafted from a template; a member of staff; what one of them is authorised to assess; the marks of one outcome, by the assessor whose token it is; a module',
  )

/** Forms of others that are read as they are. */
export const profiles = ['oneroster-1.2'] as const

export const ImportFields = z.strictObject({
  kind: Kind,
  profile: z
    .enum(profiles)
    .optional()
    .describe(
      'of whose form the file is: an archive of OneRoster 1.2 CSV, of which the learners are taken, with birth dates and guardians',
    ),
})

export const RunOfImport = z
  .strictObject({
    sha256: z
      .string()
      .regex(/^[\da-f]{64}$/)
      .describe('of the file that was checked, as the import has it'),
  })
  .meta({
    id: 'RunOfImport',
    examples: [{ sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }],
  })

export const ImportQuery = z.strictObject({ ...PageQuery })

export const severities = ['blocking', 'warning'] as const

export const FindingQuery = z.strictObject({ ...PageQuery, severity: z.enum(severities).optional() })

const Counts = z
  .object({ create: z.int(), update: z.int(), unchanged: z.int() })
  .meta({ id: 'ImportPlan', description: 'how many rows would be registered, changed and left as they are' })

const Progress = z
  .object({ rows: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), refused: z.int() })
  .meta({
    id: 'ImportProgress',
    description:
      'how many rows are done, and what became of them; refused: they fitted when they were checked, and did no more',
  })

export const ImportView = z
  .object({
    id: z.uuid(),
    kind: Kind,
    state: z
      .enum(importStates)
      .describe(
        'ready: it can be run; blocked: something in the table has to be mended first; done: every row was entered or told',
      ),
    failure: z
      .enum(importFailures)
      .nullable()
      .describe(
        'why it failed: somebody in it was erased; whoever asked may no longer do this; the service could not do it',
      ),
    sha256: z.string().describe('of the file as it was sent'),
    form: z.enum(tableForms).nullable().describe('as what it was read; null: not yet, or not at all'),
    rows: z.int().describe('how many there are'),
    plan: Counts,
    faults: z
      .object({ blocking: z.int(), warning: z.int() })
      .describe('how many things are told of it; with one that blocks nothing is entered'),
    progress: Progress,
    clientId: z.uuid().describe('through which it was asked for'),
    memberId: z.uuid().nullable().describe('who asked for it; null: a client that names nobody'),
    createdAt: z.iso.datetime(),
    checkedAt: z.iso.datetime().nullable(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Import' })

export const FindingView = z
  .object({
    position: z.int().describe('its place among all, from 1'),
    line: z.int().describe('of the file, or row of the sheet'),
    column: z.string().describe('as the file calls it; empty: the whole line or file'),
    value: z.string().describe('what stands there, as far as it is shown'),
    code: z.string(),
    message: z.string(),
    severity: z.enum(severities),
    suggestion: z.string().nullable().describe('what might be meant'),
  })
  .meta({ id: 'ImportFault' })

export function viewImport(found: Import): z.infer<typeof ImportView> {
  const { id, kind, state, failure, sha256, form, rows, clientId, memberId } = found
  const { cursor, created, updated, unchanged, refused } = found
  return {
    ...{ id, kind, state, failure, sha256, form, rows, clientId, memberId },
    plan: { create: found.toCreate, update: found.toUpdate, unchanged: found.toLeave },
    faults: { blocking: found.blocking, warning: found.warnings },
    progress: { rows: cursor, created, updated, unchanged, refused },
    createdAt: found.createdAt.toISOString(),
    checkedAt: found.checkedAt?.toISOString() ?? null,
    startedAt: found.startedAt?.toISOString() ?? null,
    finishedAt: found.finishedAt?.toISOString() ?? null,
  }
}

export type PlacedFinding = Finding & { position: number; id: string }

/** A cursor of a list is the id of a row: findings have none but their place. */
export const positionIn = (id: string | undefined): number =>
  id === undefined ? 0 : Number.parseInt(id.slice(-12), 16)
export const idAt = (position: number): string =>
  `00000000-0000-7000-8000-${position.toString(16).padStart(12, '0')}`

export function viewFinding(
  { position, line, column, value, code, message, isBlocking, suggestion }: PlacedFinding,
  language: Language,
): z.infer<typeof FindingView> {
  const severity = isBlocking ? 'blocking' : 'warning'
  return {
    ...{ position, line, column, value, code, suggestion },
    message: toldIn(message, language),
    severity,
  }
}

import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, notFound, Refusal } from '../../errors.ts'
import { MAX_PIECES } from '../../mobility/mobilities/extent.ts'
import type { Action } from '../../platform/actions/action.ts'
import { latestToday } from '../../platform/clocks.ts'
import { letGo, type Uploaded } from '../../platform/storage/uploaded.ts'
import type { Zone } from '../../platform/time-zone.ts'
import { claimedOf } from '../blockers.ts'
import type { CaseFacts, CaseRows, CaseStanding } from '../case.ts'
import { theCase } from '../load-case.ts'
import { touchRecognition } from '../store.ts'
import { documentationActions } from './actions.ts'
import { agreedTasks } from './agreed-tasks.ts'
import { bytesOf } from './evidence.ts'
import { makeFrame } from './frames/make-frame.ts'
import { type FileRead, readEvidenceFile } from './media/read-file.ts'
import { isFilm } from './media/recognise.ts'
import { isScanned, scanNow, writeDownScan } from './scan-evidence.ts'
import type { EvidenceFields, NewEvidenceRecord } from './schemas.ts'
import {
  type Evidence,
  type EvidenceWithOutcomes,
  holdFiles,
  insertEvidence,
  keptOf,
  linkEvidence,
} from './store.ts'
import { say } from './words.ts'

/** By which row a file is brought, and what else is done with the piece in the same transaction. */
type Manner = { action?: Action<CaseStanding>; also?: (tx: Tx, piece: Evidence, now: Date) => Promise<void> }

/**
 * Keeps a file as evidence for one or more claimed outcomes, without what a picture tells of where and by whom it was
 * made. The bytes are kept under their SHA-256 before the record is written: a record without its bytes cannot come
 * about. The same bytes twice in one case are refused, naming the piece that has them. Where a scanner is set, the piece
 * is held until it was found clean.
 */
export async function submitEvidence(
  ctx: Context,
  recognitionId: string,
  fields: z.infer<typeof EvidenceFields>,
  original: Uploaded,
  manner: Manner = {},
): Promise<EvidenceWithOutcomes> {
  try {
    const file = await readEvidenceFile(original, ctx)
    return await submitFile(ctx, recognitionId, fields, file, manner)
  } finally {
    await letGo(original)
  }
}

async function submitFile(
  ctx: Context,
  recognitionId: string,
  fields: z.infer<typeof EvidenceFields>,
  file: FileRead,
  { action = documentationActions.submitEvidence, also }: Manner,
): Promise<EvidenceWithOutcomes> {
  const { mediaType, sha256, originalSha256, size, removed: stripped } = file
  const scan = await scanNow(ctx, file.stream())
  const frame = await makeFrame(ctx, file, scan)
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, now }) => {
    const { recognition, facts, evidence, settings } = subject
    const claimed = claimedOutcomes(facts, fields.competences)
    assertRoomFor(claimed, evidence)
    assertNotAhead(fields.producedOn, now, settings.timeZone)
    assertTask(subject, fields.competences, fields.task)
    const twin = evidence.find(({ row }) => row.sha256 === sha256)?.row
    if (twin) {
      const title = twin.title ?? ''
      throw new Refusal('conflict', say('in-the-case-already', { title }), [], { evidenceId: twin.id })
    }
    const left = settings.evidenceQuotaBytes - bytesOf(evidence)
    assertNoLarger(mediaType, size, settings)
    if (size > left) {
      throw new Refusal('too-large', say('no-room', { bytes: Math.max(left, 0) }))
    }
    await holdFiles(tx, keptOf({ sha256, ...frame.columns }))
    await file.keepIn(ctx.storage)
    await frame.keepIn(ctx.storage)
    const row = await insertEvidence(
      tx,
      {
        organisationId: recognition.organisationId,
        hostingOrganisationId: recognition.hostingOrganisationId,
        recognitionId,
        kind: fields.kind,
        title: fields.title,
        producedOn: fields.producedOn,
        task: fields.task ?? null,
        sha256,
        originalSha256,
        stripped,
        ...frame.columns,
        mediaType,
        size,
        scan,
        ...(isScanned(scan) ? { scannedAt: now } : {}),
        submittedBy: ctx.actor.memberId,
        personId: ctx.actor.personId,
        createdAt: now,
      },
      claimed.map(({ id }) => id),
    )
    await also?.(tx, row, now)
    await touchRecognition(tx, recognitionId, now)
    return {
      value: withOutcomes(row, claimed),
      subjectId: row.id,
      details: { recognitionId, sha256, size },
      ...(isScanned(scan) ? { afterwards: () => writeDownScan(tx, ctx, row) } : {}),
    }
  })
}

/** Keeps a link (which is never followed), a statement, a test result or an observation as evidence. */
export async function submitRecord(
  ctx: Context,
  recognitionId: string,
  input: z.infer<typeof NewEvidenceRecord>,
): Promise<EvidenceWithOutcomes> {
  const { submitRecord: action } = documentationActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, now }) => {
    const { recognition, facts, evidence } = subject
    const claimed = claimedOutcomes(facts, input.competences)
    assertRoomFor(claimed, evidence)
    assertNotAhead(input.producedOn, now, subject.settings.timeZone)
    assertTask(subject, input.competences, input.task)
    const { kind, title, producedOn } = input
    const row = await insertEvidence(
      tx,
      {
        organisationId: recognition.organisationId,
        hostingOrganisationId: recognition.hostingOrganisationId,
        recognitionId,
        kind,
        title,
        producedOn,
        task: input.task ?? null,
        ...(input.kind === 'link' ? { url: input.url } : { record: input.record }),
        submittedBy: ctx.actor.memberId,
        personId: ctx.actor.personId,
        createdAt: now,
      },
      claimed.map(({ id }) => id),
    )
    await touchRecognition(tx, recognitionId, now)
    return { value: withOutcomes(row, claimed), subjectId: row.id, details: { recognitionId, kind } }
  })
}

/** Lets a piece that the case has speak for further claimed outcomes. */
export async function extendEvidence(
  ctx: Context,
  recognitionId: string,
  evidenceId: string,
  competences: string[],
): Promise<EvidenceWithOutcomes> {
  const { extendEvidence: action } = documentationActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, now }) => {
    const piece = subject.evidence.find(({ row }) => row.id === evidenceId)
    if (!piece) throw notFound('evidence')
    const claimed = claimedOutcomes(subject.facts, competences)
    const others = subject.evidence.filter(({ row }) => row.id !== evidenceId)
    assertRoomFor(claimed, others)
    await linkEvidence(
      tx,
      piece.row,
      claimed.map(({ id }) => id),
    )
    await touchRecognition(tx, recognitionId, now)
    const spokenFor = new Set([...piece.outcomeIds, ...claimed.map(({ id }) => id)])
    return {
      value: withOutcomes(
        piece.row,
        subject.outcomes.filter(({ id }) => spokenFor.has(id)),
      ),
      subjectId: evidenceId,
      details: { recognitionId, competences },
    }
  })
}

function assertNoLarger(mediaType: string, size: number, { evidenceFilmBytes }: CaseRows['settings']): void {
  if (isFilm(mediaType) && size > evidenceFilmBytes)
    throw new Refusal('too-large', say('film-too-large', { bytes: evidenceFilmBytes }))
}

const withOutcomes = (
  row: Evidence,
  claimed: { id: string; competence: string }[],
): EvidenceWithOutcomes => ({
  row,
  competences: claimed.map(({ competence }) => competence),
  outcomeIds: claimed.map(({ id }) => id),
})

function claimedOutcomes(facts: CaseFacts, competences: string[]) {
  const claimed = claimedOf(facts)
  const known = claimed.map(({ competence }) => competence)
  const unknown = competences.filter((code) => !known.includes(code))
  if (unknown.length > 0) {
    const detail = say('not-claimed', { unknown: unknown.join(', '), claimed: known.join(', ') })
    throw new Refusal('incomplete', say('claimed-only'), [{ in: 'body', pointer: '/competences', detail }])
  }
  return claimed.filter(({ competence }) => competences.includes(competence))
}

/** Each piece of an outcome's evidence is judged, and only so many judgements are taken. */
function assertRoomFor(
  claimed: readonly { id: string; competence: string }[],
  evidence: readonly { outcomeIds: readonly string[] }[],
): void {
  const full = claimed.filter(
    ({ id }) => evidence.filter(({ outcomeIds }) => outcomeIds.includes(id)).length >= MAX_PIECES,
  )
  if (full.length === 0) return
  const faults = full.map(({ competence }): Fault => {
    const detail = say('enough-evidence', { competence, most: MAX_PIECES })
    return { in: 'body', pointer: '/competences', detail }
  })
  throw new Refusal('incomplete', say('enough-for-outcome'), faults)
}

function assertNotAhead(producedOn: string, now: Date, zone: Zone): void {
  if (producedOn > latestToday(now, zone)) {
    throw new Refusal('incomplete', say('from-the-future'), [
      { in: 'body', pointer: '/producedOn', detail: say('in-the-future') },
    ])
  }
}

/** A task is one that was agreed for an outcome that the piece speaks for. */
function assertTask(
  loaded: Pick<CaseRows, 'versions' | 'outcomes'>,
  competences: readonly string[],
  task: string | undefined,
): void {
  if (task === undefined) return
  const spokenFor = loaded.outcomes.filter(({ competence }) => competences.includes(competence))
  const known = spokenFor.flatMap((outcome) => agreedTasks(loaded, outcome)).map(({ id }) => id)
  if (known.includes(task)) return
  const detail = known.length > 0 ? say('no-such-task', { known: known.join(', ') }) : say('no-tasks')
  throw new Refusal('bad-input', say('not-of-a-task'), [{ in: 'body', pointer: '/task', detail }])
}

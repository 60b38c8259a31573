import { own, writeDown } from '../../act.ts'
import { type Context, read } from '../../context.ts'
import { outageIn } from '../../db/states.ts'
import { asTenant } from '../../db/tenancy.ts'
import { assertMay, roleFor } from '../../platform/actions/may.ts'
import { ThreadsBusy } from '../../platform/threads/threads.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { checkFile, checkText } from '../verify/check-submission.ts'
import { MAX_DOCUMENT_BYTES } from '../verify/read-submission.ts'
import { MAX_CODE } from '../verify/schemas.ts'
import type { Verdict } from '../verify/verdict.ts'
import { writeVerdict } from '../verify/view-verdict.ts'
import { verificationActions } from './actions.ts'
import type { VerifiedLine } from './schemas.ts'
import { checkedStanding, isGenuine } from './standing.ts'
import type { LaidFiles } from './take-files.ts'
import { say } from './words.ts'

/** One that was asked: as what it is named, why it is not to be checked, or how it is. */
type Asked = { named: { code: string } | { file: string }; fault?: Sentence; check(): Promise<Verdict> }

/** What is asked, one by one, and how what was taken for it is let go. */
export type ToVerify = { of: 'codes' | 'files'; each: readonly Asked[]; letGo(): Promise<void> }

const { verifyBatch: action } = verificationActions

/** Codes as they were sent. */
export const batchOfCodes = (ctx: Context, codes: readonly string[]): ToVerify => ({
  of: 'codes',
  each: codes.map((code) => ({
    named: { code },
    ...faulty(code === '' ? say('code-empty') : code.length > MAX_CODE ? say('code-too-long') : null),
    check: () => checkText(ctx, code),
  })),
  letGo: async () => {},
})

/** Files, of which one at a time is in memory. */
export const batchOfFiles = (ctx: Context, { files, read: bytesOf, letGo }: LaidFiles): ToVerify => ({
  of: 'files',
  each: files.map((file) => ({
    named: { file: file.name },
    ...faulty(file.length > MAX_DOCUMENT_BYTES ? tooLarge : file.length === 0 ? say('file-empty') : null),
    check: async () => checkFile(ctx, await bytesOf(file)),
  })),
  letGo,
})

const tooLarge = say('file-too-large', { megabytes: MAX_DOCUMENT_BYTES / 1024 / 1024 })
const faulty = (fault: Sentence | null) => (fault ? { fault } : {})

/** In which language it is told, and who is told of what nobody foresaw. */
type Telling = { language: Language; note(error: unknown): void }

/**
 * Checks one after the other while it is read what they came to. Whoever may not is refused before the first; a fault of
 * one stops no other. The ledger has one line of it before the last is told, also where nobody reads on.
 */
export async function verifyBatch(
  ctx: Context,
  batch: ToVerify,
  told: Telling,
): Promise<AsyncGenerator<VerifiedLine[]>> {
  const subject = await own(ctx)()
  const role = await read(ctx, async (_tx, actor) => {
    assertMay(action, subject, actor)
    return roleFor(action, actor)
  })
  const { of, each, letGo } = batch
  const counts = { of, asked: each.length, checked: 0, found: 0 }
  const { organisationId: subjectId } = ctx.actor
  const keep = () =>
    asTenant(ctx.db, ctx.actor, (tx) =>
      writeDown(tx, ctx, action, subject, { subjectId, details: counts }, role),
    )
  async function* lines() {
    let last: VerifiedLine | null = null
    try {
      for (const asking of each) {
        if (last) yield [last]
        last = await lineOf(ctx, asking, counts, told)
      }
    } finally {
      await letGo()
      await keep()
    }
    if (last) yield [last]
  }
  return lines()
}

type Counts = { checked: number; found: number }

async function lineOf(
  ctx: Context,
  { named, fault, check }: Asked,
  counts: Counts,
  { language, note }: Telling,
): Promise<VerifiedLine> {
  counts.checked += 1
  const line = { position: counts.checked, ...named }
  const verdict = fault ?? (await checkOrSay(check, note))
  if (typeof verdict === 'function')
    return { ...line, fault: verdict(language), genuine: null, standing: null }
  if (verdict.status !== 'unknown') counts.found += 1
  const said = JSON.parse(writeVerdict(verdict, language, ctx.now(), ctx).toString())
  return { ...line, genuine: isGenuine(verdict), standing: checkedStanding(verdict), ...said }
}

/** Where one cannot be checked now, the others can; where the database is away, none. */
async function checkOrSay(check: Asked['check'], note: Telling['note']): Promise<Verdict | Sentence> {
  try {
    return await check()
  } catch (error) {
    if (outageIn(error)) throw error
    if (!(error instanceof ThreadsBusy)) note(error)
    return say('not-checked-now')
  }
}

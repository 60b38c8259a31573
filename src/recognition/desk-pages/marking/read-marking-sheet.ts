import { type Context, read } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { notFound } from '../../../errors.ts'
import { type Framework, textsIn } from '../../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../../measure/frameworks/level-name.ts'
import { agreedFramework } from '../../../measure/frameworks/wordings/in-wording.ts'
import { fullName } from '../../../parties/names/names.ts'
import { assertMay } from '../../../platform/actions/may.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import type { Language } from '../../../platform/words/language.ts'
import { assessmentActions } from '../../assessment/actions.ts'
import { assertDue } from '../../assessment/assignments/due.ts'
import { findDraft } from '../../assessment/draft-store.ts'
import { acceptedEvidence, countMet, standings } from '../../assessment/level.ts'
import type { Assessment } from '../../assessment/store.ts'
import { assignmentOf, type Case, type LoadedCase, outcomeOf } from '../../case.ts'
import { agreedContent } from '../../case-facts.ts'
import { listSameFiles } from '../../documentation/store.ts'
import { loadCase, loadCaseFor, loadCases } from '../../load-case.ts'
import type { Outcome } from '../../outcome-store.ts'
import { dueForMarking } from './due-marking.ts'
import { type MarkingSheet, markingSheetOf } from './marking-sheet.ts'
import { listToMark } from './store.ts'

/** What an assessor marks at their desk: an outcome that is due in the round that they are assigned to, and nothing else. */
export async function readMarkingSheet(
  ctx: Context,
  recognitionId: string,
  competence: string,
  language: Language,
): Promise<MarkingSheet> {
  return read(ctx, async (tx, actor) => {
    const { loaded, outcome } = await toMark(tx, ctx, actor, recognitionId, competence)
    const draft = await findDraft(tx, outcome.id, actor.memberId!)
    const hashes = loaded.evidence.flatMap(({ row }) => row.sha256 ?? [])
    const elsewhere = new Set((await listSameFiles(tx, loaded.recognition, hashes)).keys())
    const beside = { zone: actor.zone, elsewhere }
    return markingSheetOf(loaded, outcome, frameworkOf(ctx, loaded), draft, beside, language)
  })
}

/** The same case and outcome, for whoever reads a form by it. */
export async function toMark(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  recognitionId: string,
  competence: string,
): Promise<{ loaded: LoadedCase; outcome: Outcome }> {
  const { loaded } = await loadCaseFor(tx, actor, recognitionId, ctx.now())
  const assignment = assignmentOf(loaded, actor.memberId)
  assertMay(assessmentActions.saveDraft, { ...loaded, assignment }, actor)
  const outcome = outcomeOf(loaded, competence)
  assertDue(loaded, outcome, assignment!.round)
  return { loaded, outcome }
}

function frameworkOf({ frameworks }: Context, loaded: Case | LoadedCase): Framework {
  const framework = agreedFramework(frameworks, agreedContent(loaded).framework)
  if (!framework) throw notFound('recognition')
  return framework
}

/** What came of marks that were given, for who gave them. */
export async function readSent(
  ctx: Context,
  assessment: Assessment,
  { recognitionId, competence }: { recognitionId: string; competence: string },
  language: Language,
) {
  return read(ctx, async (tx) => {
    const loaded = await loadCase(tx, recognitionId, ctx.now())
    const { criteria } = outcomeOf(loaded, competence)
    const framework = frameworkOf(ctx, loaded)
    const { marks, judgements, level } = assessment
    return {
      assessment,
      standings: standings(countMet(criteria, marks, acceptedEvidence(judgements))),
      title: textsIn(framework, language).competences[competence]?.title ?? competence,
      learner: fullName(agreedContent(loaded).learner),
      level: level === null ? null : nameOfLevel(framework, level, language),
    }
  })
}

/** An outcome that waits for its marks, and of whom. */
export type NextOutcome = { recognitionId: string; competence: string; title: string; learner: string }

/** So many cases are looked through for the next outcome. */
const LOOKED_THROUGH = 50

/** The next outcome that an assessor can mark now: of the same case first, then of the case that was given them first. */
export async function readNextOutcome(
  ctx: Context,
  recognitionId: string,
  language: Language,
): Promise<NextOutcome | null> {
  return read(ctx, async (tx, { memberId }) => {
    if (memberId === null) return null
    const found = await listToMark(tx, memberId, LOOKED_THROUGH)
    const cases = [...(await loadCases(tx, found, ctx.now())).values()]
    const own = cases.filter(({ recognition }) => recognition.id === recognitionId)
    const others = cases.filter(({ recognition }) => recognition.id !== recognitionId)
    for (const waiting of [...own, ...others]) {
      const [outcome] = dueForMarking(waiting, memberId)
      if (!outcome) continue
      const { competence } = outcome
      return {
        recognitionId: waiting.recognition.id,
        competence,
        title: textsIn(frameworkOf(ctx, waiting), language).competences[competence]?.title ?? competence,
        learner: fullName(agreedContent(waiting).learner),
      }
    }
    return null
  })
}

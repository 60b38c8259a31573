import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import type { Link } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/dates.ts'
import { listDecisive } from '../assessment/store.ts'
import { listOutcomes } from '../outcome-store.ts'
import { caseOf, getRecognition, type Recognition } from '../store.ts'
import { markingBehind } from '../validation/decision.ts'
import { listDecisions } from '../validation/store.ts'
import { lateOrEarly } from './appeal.ts'
import { assertParty } from './assert-party.ts'
import type { AppealPage } from './schemas.ts'
import { lastDayOf, listAppealsOfCase } from './store.ts'

type Page = z.infer<typeof AppealPage>

/** What a learner or guardian sees through the link: results and marks once the case is closed, and every appeal so far. */
export async function showResults(ctx: Context, link: Link, language: 'lv' | 'en'): Promise<Page> {
  return write(ctx, async (tx) => {
    const recognition = await getRecognition(tx, link.subjectId)
    await assertParty(tx, ctx, link)
    const appeals = await listAppealsOfCase(tx, recognition.id)
    const lastDay = await lastDayOf(tx, recognition)
    const today = dayOf(ctx.now())
    const may = (['appeal', 'complaint'] as const).filter(
      (kind) =>
        link.usedAt === null &&
        lateOrEarly(kind, recognition.stage, lastDay, today) === null &&
        !appeals.some((one) => one.kind === kind && one.closedAt === null),
    )
    const final = recognition.stage === 'certified' || recognition.stage === 'refused'
    const framework = ctx.frameworks.get(recognition.frameworkId)
    await record(tx, ctx, 'appeal.show-results', recognition.id, { party: link.party }, caseOf(recognition))
    return {
      stage: recognition.stage,
      lastDay,
      may,
      outcomes: final ? await resultsOf(tx, recognition, framework, language) : [],
      appeals: appeals.map(({ id, kind, competences, state, submittedAt, dueOn, closedAt, reasons }) => ({
        id,
        kind,
        competences,
        state,
        submittedAt: submittedAt.toISOString(),
        dueOn,
        closedAt: closedAt?.toISOString() ?? null,
        reasons,
      })),
    }
  })
}

async function resultsOf(
  tx: Tx,
  recognition: Recognition,
  framework: Framework | undefined,
  language: 'lv' | 'en',
): Promise<Page['outcomes']> {
  const outcomes = await listOutcomes(tx, recognition.id)
  const markings = await listDecisive(tx, recognition.id)
  const texts = framework && textsIn(framework, language)
  return (await listDecisions(tx, recognition.id)).map((decision) => {
    const outcome = outcomes.find((one) => one.id === decision.outcomeId)!
    const marks = markingBehind(decision, markings)?.marks ?? []
    return {
      competence: decision.competence,
      title: texts?.competences[decision.competence]?.title ?? decision.competence,
      target: outcome.target,
      level: decision.level,
      result: decision.result,
      reason: decision.reason,
      marks: marks.map(({ criterionId, mark, comment }) => ({
        criterion: outcome.criteria.find((one) => one.id === criterionId)?.text[language] ?? criterionId,
        mark,
        comment,
      })),
    }
  })
}

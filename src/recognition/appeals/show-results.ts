import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import type { Link } from '../../platform/auth/links.ts'
import type { Language } from '../../platform/words/language.ts'
import { decisiveOf, followedVersion, type LoadedCase, standingDecisions } from '../case.ts'
import { loadCase } from '../load-case.ts'
import type { Outcome } from '../outcome-store.ts'
import { markingBehind } from '../validation/decision.ts'
import { appealLinkActions } from './actions.ts'
import { lastDayOf, lateOrEarly } from './appeal.ts'
import { assertParty } from './assert-party.ts'
import type { AppealPage } from './schemas.ts'

type Page = z.infer<typeof AppealPage>

/** What a learner or guardian sees through the link: results and marks once the case is closed, and every appeal so far. */
export async function showResults(ctx: Context, link: Link, language: Language): Promise<Page> {
  const load = async (tx: Tx) => {
    const loaded = await loadCase(tx, link.subjectId, ctx.now())
    await assertParty(tx, link, ctx.now())
    return loaded
  }
  return act(ctx, appealLinkActions.showResults, load, async ({ subject }) => {
    const { recognition, appeals, today } = subject
    const lastDay = lastDayOf(subject)
    const may = (['appeal', 'complaint'] as const).filter(
      (kind) =>
        link.usedAt === null &&
        lateOrEarly(kind, recognition.stage, lastDay, today) === null &&
        !appeals.some((appeal) => appeal.kind === kind && appeal.closedAt === null),
    )
    const final = recognition.stage === 'certified' || recognition.stage === 'refused'
    const { content } = followedVersion(subject).version
    const framework = agreedFramework(ctx.frameworks, content.framework)
    const page = {
      stage: recognition.stage,
      lastDay,
      may,
      outcomes: final ? resultsOf(subject, framework, language) : [],
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
    return {
      value: page,
      subjectId: recognition.id,
      details: { party: link.party, ...(link.secondGuardian && { secondGuardian: true }) },
    }
  })
}

function resultsOf(
  loaded: LoadedCase,
  framework: Framework | undefined,
  language: Language,
): Page['outcomes'] {
  const markings = decisiveOf(loaded)
  const texts = framework && textsIn(framework, language)
  const named = (level: number | null) => (level === null ? null : nameOfLevel(framework, level, language))
  return standingDecisions(loaded).map((decision) => {
    const outcome = loaded.outcomes.find(({ id }) => id === decision.outcomeId)!
    const marks = markingBehind(decision, markings)?.marks ?? []
    return {
      competence: decision.competence,
      title: texts?.competences[decision.competence]?.title ?? decision.competence,
      target: outcome.target,
      level: decision.level,
      targetName: named(outcome.target),
      levelName: named(decision.level),
      result: decision.result,
      reason: decision.reason,
      marks: marks.map(({ criterionId, mark, comment }) => ({
        criterion: criterionIn(language, outcome.criteria, criterionId),
        mark,
        comment,
      })),
    }
  })
}

/** The text of a criterion, in English where it is not there in the language; its id where it is not there at all. */
function criterionIn(language: Language, criteria: Outcome['criteria'], criterionId: string): string {
  const texts: Partial<Record<Language, string>> = criteria.find(({ id }) => id === criterionId)?.text ?? {}
  return texts[language] ?? texts.en ?? criterionId
}

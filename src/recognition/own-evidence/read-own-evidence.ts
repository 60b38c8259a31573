import { type Context, read } from '../../context.ts'
import { textsIn } from '../../measure/frameworks/framework.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import type { Link } from '../../platform/auth/links.ts'
import type { Language } from '../../platform/words/language.ts'
import { claimedOf } from '../blockers.ts'
import { followedVersion, type LoadedCase } from '../case.ts'
import type { EvidenceWithOutcomes } from '../documentation/store.ts'
import { loadCase } from '../load-case.ts'
import { ownEvidenceActions } from './actions.ts'
import type { DiaryEntry } from './diary.ts'
import { listEntries } from './store.ts'

/** What a learner brings to a case, and what of it they may do now. */
export type OwnCase = {
  recognitionId: string
  today: string
  takes: boolean
  writes: boolean
  outcomes: { competence: string; title: string }[]
  pieces: EvidenceWithOutcomes[]
}

/** The case of a learner as they bring evidence to it: what was brought by whomever, and for what more may be. */
export const readOwnEvidence = (ctx: Context, { subjectId }: Link, language: Language): Promise<OwnCase> =>
  read(ctx, async (tx) => ownCase(ctx, await loadCase(tx, subjectId, ctx.now()), language))

/** The same with the diary. */
export const readDiary = (
  ctx: Context,
  { subjectId }: Link,
  language: Language,
): Promise<OwnCase & { entries: DiaryEntry[] }> =>
  read(ctx, async (tx) => ({
    ...ownCase(ctx, await loadCase(tx, subjectId, ctx.now()), language),
    entries: await listEntries(tx, subjectId),
  }))

function ownCase({ frameworks }: Context, loaded: LoadedCase, language: Language): OwnCase {
  const { recognition, today, facts, evidence } = loaded
  const framework = agreedFramework(frameworks, followedVersion(loaded).version.content.framework)
  const texts = framework && textsIn(framework, language).competences
  const isAt = ({ from }: { from: readonly string[] | null }) => from?.includes(recognition.stage) ?? true
  return {
    recognitionId: recognition.id,
    today,
    takes: isAt(ownEvidenceActions.submitOwnEvidence),
    writes: isAt(ownEvidenceActions.addDiaryEntry),
    outcomes: claimedOf(facts).map(({ competence }) => ({
      competence,
      title: texts?.[competence]?.title ?? competence,
    })),
    pieces: evidence,
  }
}

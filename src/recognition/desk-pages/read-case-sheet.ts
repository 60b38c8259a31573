import { type Context, read } from '../../context.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { getMember } from '../../parties/organisations/store.ts'
import type { Action } from '../../platform/actions/action.ts'
import { assertMay } from '../../platform/actions/may.ts'
import type { Language } from '../../platform/words/language.ts'
import type { CaseStanding } from '../case.ts'
import { agreedContent } from '../case-facts.ts'
import { loadCaseFor } from '../load-case.ts'
import { type CaseSheet, caseSheetOf } from './case-sheet.ts'

/** A case for whoever may do this in it now, with what they are called. */
export async function readCaseSheet(
  ctx: Context,
  action: Action<CaseStanding>,
  recognitionId: string,
  language: Language,
): Promise<CaseSheet & { member: string }> {
  return read(ctx, async (tx, actor) => {
    const { loaded } = await loadCaseFor(tx, actor, recognitionId, ctx.now())
    assertMay(action, loaded, actor)
    const { name } = await getMember(tx, actor.organisationId, actor.memberId!)
    const framework = agreedFramework(ctx.frameworks, agreedContent(loaded).framework)
    return { ...caseSheetOf(loaded, framework, actor.memberId, ctx.now(), language), member: name }
  })
}

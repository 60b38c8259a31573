import { mayDo } from '../../platform/actions/may.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { type AppealStanding, appealActions } from './actions.ts'
import { type AppealKind, type AppealState, type Handling, handling } from './appeal.ts'

type Row = {
  state: AppealState
  kind: AppealKind
  handlerId: string | null
  markingAskedAt: Date | null
  organisationId: string
  hostingOrganisationId: string
}

/** An appeal with what the table has to know: who had a part in what it is about, and whose assessors mark. */
export function standingOfAppeal(
  appeal: Row,
  tookPart: ReadonlySet<string>,
  assessedBy: 'sending' | 'hosting' | 'either',
): AppealStanding {
  return { ...appeal, assessedBy, took: { any: [...tookPart] } }
}

/** What the person may do with the appeal now. */
export function handlingOf(standing: AppealStanding, actor: Actor): Handling[] {
  const rows = Object.values(appealActions)
  return handling.filter((name) => {
    const action = rows.find((row) => row.name === name)!
    return mayDo(action, standing, actor)
  })
}

import { writeDown } from '../../act.ts'
import { type Context, write } from '../../context.ts'
import { type Link, noteOpened } from '../auth/links.ts'
import { linkPageActions } from './actions.ts'

/** Notes that the page of a link was asked for, the first time: whether by its holder or by what looks at their mail, nobody can tell. */
export async function noteOpening(ctx: Context, link: Link): Promise<void> {
  if (link.openedAt) return
  const { id: subjectId, organisationId, hostingOrganisationId, purpose, party } = link
  await write(ctx, async (tx) => {
    if (!(await noteOpened(tx, link, ctx.now()))) return
    const subject = { state: null, organisationId, hostingOrganisationId }
    await writeDown(tx, ctx, linkPageActions.openLink, subject, { subjectId, details: { purpose, party } })
  })
}

import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { projectKeeping } from './actions.ts'
import { type Project, projectFaults } from './project.ts'
import type { NewProject } from './schemas.ts'
import { insertProject, knownOrganisations } from './store.ts'
import { say } from './words.ts'

/** Keeps a project, of which mobilities, groups and cohorts are by its code. */
export async function registerProject(ctx: Context, input: z.infer<typeof NewProject>): Promise<Project> {
  return act(ctx, projectKeeping.registerProject, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const said = { ...input, leadId: input.leadId ?? organisationId }
    await assertProject(tx, said)
    const row = await insertProject(tx, { ...said, organisationId, createdAt: now, updatedAt: now })
    if (!row)
      throw new Refusal('duplicate', say('code-taken'), [
        { in: 'body', pointer: '/code', detail: say('code-taken') },
      ])
    return { value: row, subjectId: row.id, details: { code: row.code } }
  })
}

export async function assertProject(tx: Tx, said: Parameters<typeof projectFaults>[0]): Promise<void> {
  const known = await knownOrganisations(tx, [said.leadId, ...said.partnerIds])
  const faults = projectFaults(said, known)
  if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
}

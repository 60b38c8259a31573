import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { given } from '../../platform/http/given.ts'
import { projectKeeping } from './actions.ts'
import type { Project } from './project.ts'
import { assertProject } from './register-project.ts'
import type { ChangedProject } from './schemas.ts'
import { lockProject, updateProject } from './store.ts'

/** Changes all of a project but its code, by which others refer to it. */
export async function changeProject(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  input: z.infer<typeof ChangedProject>,
): Promise<Project> {
  const hold = async (tx: Tx) => ({ ...(await lockProject(tx, id)), state: null })
  return act(ctx, projectKeeping.changeProject, hold, async ({ tx, subject, now }) => {
    assertVersion(subject.version)
    const changes = given(input)
    await assertProject(tx, { ...subject, ...changes })
    const value = await updateProject(tx, id, changes, now)
    return { value, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}

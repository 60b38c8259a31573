import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { does } from '../../platform/actions/route-config.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { assertAccess } from '../../platform/auth/assert-access.ts'
import { importActions } from './actions.ts'
import { enteredKinds } from './kinds/kinds.ts'
import { type Import, type ImportKind, insertImport } from './store.ts'
import { say } from './words.ts'

/** Takes a table in. Whoever may not enter such rows now is told at once; what they may do is asked again when they are entered. */
export function startImport(
  ctx: Context,
  kind: ImportKind,
  { table, isAnotherKind, sha256 }: { table: Uint8Array | null; isAnotherKind: boolean; sha256: string },
): Promise<Import> {
  return act(ctx, importActions.startImport, own(ctx), async ({ tx, actor, now }) => {
    assertEnters(actor, kind)
    if (!table || isAnotherKind) throw notOfProfile(table === null)
    const { organisationId, clientId, memberId, credentialId, subjectHash, signedIn = false } = actor
    const made = await insertImport(
      tx,
      {
        ...{ organisationId, clientId: clientId!, memberId, credentialId, subjectHash, signedIn },
        scopes: [...actor.scopes],
        kind,
        sha256,
        createdAt: now,
        dueAt: now,
      },
      table,
    )
    return { value: made, subjectId: made.id, details: { kind } }
  })
}

/** Refuses whoever may not enter rows of this kind. */
export function assertEnters(actor: Actor, kind: ImportKind): void {
  const { access } = does(...enteredKinds[kind].actions)
  if (access !== 'public') assertAccess(actor, access)
}

/** The file is none of its profile, or its rows are of another kind. */
const notOfProfile = (isAnother: boolean): Refusal =>
  new Refusal('incomplete', say('not-of-profile'), [
    isAnother
      ? { in: 'body', pointer: '/file', detail: say('no-roster') }
      : { in: 'body', pointer: '/kind', detail: say('profile-of-people') },
  ])

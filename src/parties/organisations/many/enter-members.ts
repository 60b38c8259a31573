import type { LedgerEntry } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { organisationActions } from '../actions.ts'
import type { MemberEntry } from './compare-members.ts'
import { type ActingForOne, changeHeldMember, enterMember } from './entered-member.ts'

/** Registers and changes members as they were compared in this transaction; the lines of the ledger are whoever asked's to write. */
export async function enterMembers(
  tx: Tx,
  ctx: Context,
  acting: ActingForOne,
  entries: readonly MemberEntry[],
): Promise<LedgerEntry[]> {
  const { registerMember, changeMember } = organisationActions
  const lines: LedgerEntry[] = []
  for (const entry of entries) {
    if (entry.fate === 'create') {
      const { subjectId, details = {}, afterwards } = await enterMember(tx, ctx, acting, entry.given)
      lines.push({ action: registerMember, subjectId, details, afterwards })
    }
    if (entry.fate === 'update') {
      const { member, wanted } = entry
      const done = await changeHeldMember(tx, ctx, acting, member, wanted, { keepCredentials: false })
      const { subjectId, details = {}, afterwards } = done
      lines.push({ action: changeMember, subjectId, details, afterwards })
    }
  }
  return lines
}

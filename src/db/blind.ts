import { type Placeholder, type SQL, sql } from 'drizzle-orm'

/**
 * Whether a member is kept blind to what became of a case (the id of which is `caseId`): they assess, they had no part in
 * it, and so they may yet be asked to mark it in an appeal. What somebody marks in an appeal makes no part of theirs until
 * that is closed: they may be asked for its other outcomes. A token that names nobody marks nothing.
 */
export function isBlindTo(memberId: string | Placeholder | null, caseId: SQL): SQL<boolean> {
  if (memberId === null) return sql<boolean>`false`
  const member = sql`${memberId}::uuid`
  return sql<boolean>`(exists (select 1 from members m where m.id = ${member} and 'assessor' = any (m.roles))
    and not exists (${partsIn(caseId, member)}))`
}

const partsIn = (caseId: SQL, member: SQL): SQL => sql`
  select 1 from evidence p where p.recognition_id = ${caseId} and p.submitted_by = ${member}
  union all select 1 from declarations p where p.recognition_id = ${caseId} and p.member_id = ${member}
  union all select 1 from assignments p where p.recognition_id = ${caseId} and p.member_id = ${member}
    and p.round <> 'appeal' and (p.state <> 'withdrawn' or p.declared_at is not null)
  union all select 1 from assessments p left join appeals a on a.id = p.appeal_id
    where p.recognition_id = ${caseId} and p.assessor_id = ${member}
    and (p.appeal_id is null or a.closed_at is not null)
  union all select 1 from decisions p where p.recognition_id = ${caseId} and p.validator_id = ${member}
  union all select 1 from certificates p where p.recognition_id = ${caseId} and p.issuer_id = ${member}
  union all select 1 from appeals p where p.recognition_id = ${caseId} and p.handler_id = ${member}
  union all select 1 from ledger p where p.recognition_id = ${caseId} and p.member_id = ${member}
    and p."to" is not null and p.action not like 'appeal.%'
  union all select 1 from ledger p where p.subject_id = (${caseId})::text and p.member_id = ${member}
    and p.action = 'decision-basis.read'`

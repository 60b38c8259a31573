import { fullName, writtenNames } from '../../parties/names/names.ts'
import type { Role } from '../../platform/auth/access.ts'
import type { Language } from '../../platform/words/language.ts'
import { say as sayInChapters } from './chapters/words.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

type Doer = {
  memberId: string | null
  personId?: string | null
  clientId?: string | null
  organisationId?: string
  /** Of the line of the ledger. */
  id?: string
}

/** Whose link it was, where that is on record. */
type By = { through?: { party?: string | undefined }; party?: string | undefined }

/**
 * What everybody who did something in the case is called. Whose name the reader does not see, because they belong to the
 * other organisation and signed nothing, is told apart by a number.
 */
export function nameEach(record: CaseRecord, language: Language) {
  const { learner, hosting, sending, names } = record
  const w = say.in(language)
  const signed = namesSigned(record)
  const details = new Map<string, By>(record.audit.map((line) => [line.id, line.details]))
  const unnamed = new Map<string, string>()
  const learnerName = learner.erasedAt ? w('erased') : fullName(writtenNames(learner))
  const numbered = (id: string, key: 'somebody' | 'a-client', organisation: string) => {
    const known = unnamed.get(id)
    if (known !== undefined) return known
    const name = w(key, { number: unnamed.size + 1, organisation })
    unnamed.set(id, name)
    return name
  }
  const person = (memberId: string | null) =>
    memberId === null
      ? '–'
      : (names.get(memberId) ?? signed.get(memberId) ?? numbered(memberId, 'somebody', hosting.name))
  const byLink = ({ party, through = { party } }: By) => {
    if (through.party === 'guardian') return w('guardian')
    return through.party === 'learner' || learner.erasedAt
      ? learnerName
      : sayInChapters('learner-or-guardian', { name: learnerName })(language)
  }
  const doer = ({ memberId, personId, clientId, organisationId, id = '' }: Doer) => {
    if (memberId !== null) return person(memberId)
    if (personId) return byLink(details.get(id) ?? {})
    const organisation = organisationId === hosting.id ? hosting.name : sending.name
    return clientId ? numbered(clientId, 'a-client', organisation) : w('the-service')
  }
  const doerAs = (move: Doer & { role: Role | null }) =>
    move.role === null ? doer(move) : `${doer(move)} (${w('role', { role: move.role })})`
  return {
    learnerName,
    /** Of a member of either organisation. */
    person,
    /** Of whoever a line of the ledger names: a member, the learner or a guardian, or a program. */
    doer,
    /** Of whoever did something, with the role in which they did, where it was done in one. */
    doerAs,
    /** Of whoever took a piece of evidence back, which only they may who brought it. */
    whoTookBack: ({ withdrawnBy, personId }: { withdrawnBy: string | null; personId: string | null }) =>
      withdrawnBy === null && personId ? learnerName : person(withdrawnBy),
    /** Everybody who was called by a number so far, with their ids. */
    unnamed: unnamed as ReadonlyMap<string, string>,
  }
}

/** Members by the names with which they signed what the file shows. */
function namesSigned({ agreements, declarations, acts }: CaseRecord): Map<string, string> {
  const found = new Map<string, string>()
  const keep = (memberId: string | null, name: string) => {
    if (memberId !== null) found.set(memberId, name)
  }
  for (const { signatures } of agreements) for (const { memberId, name } of signatures) keep(memberId, name)
  for (const { memberId, name } of declarations) keep(memberId, name)
  for (const { memberId, memberName } of acts) keep(memberId, memberName)
  return found
}

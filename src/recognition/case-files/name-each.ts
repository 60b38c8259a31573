import { fullName, writtenNames } from '../../parties/names/names.ts'
import type { Language } from '../../platform/words/language.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

type Doer = {
  memberId: string | null
  personId?: string | null
  clientId?: string | null
  organisationId?: string
}

/**
 * What everybody who did something in the case is called. Whose name the reader does not see, because they belong to the
 * other organisation and signed nothing, is told apart by a number.
 */
export function nameEach(record: CaseRecord, language: Language) {
  const { learner, hosting, sending, names } = record
  const w = say.in(language)
  const signed = namesSigned(record)
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
  const doer = ({ memberId, personId, clientId, organisationId }: Doer) => {
    if (memberId !== null) return person(memberId)
    if (personId) return personId === learner.id ? learnerName : w('guardian')
    const organisation = organisationId === hosting.id ? hosting.name : sending.name
    return clientId ? numbered(clientId, 'a-client', organisation) : w('the-service')
  }
  return {
    learnerName,
    /** Of a member of either organisation. */
    person,
    /** Of whoever a line of the ledger names: a member, the learner or a guardian, or a program. */
    doer,
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

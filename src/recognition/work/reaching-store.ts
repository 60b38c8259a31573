import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { askedQuestions } from '../../db/schema/custody/questions.ts'
import { messages } from '../../db/schema/exchange/messages.ts'
import { endOfEmail } from '../../db/schema/parties/addresses.ts'
import { people } from '../../db/schema/parties/people.ts'
import { type Given, isWanted, keysetOf, row, select } from './row-store.ts'

/** What people asked for about their data and were not answered yet. */
export function unansweredRequests(given: Given) {
  const { id, waitingSince: since } = dataRequests
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('data-request', id, null, since))
    .from(dataRequests)
    .where(
      and(
        eq(dataRequests.organisationId, given.organisationId),
        isNull(dataRequests.answeredAt),
        isWanted('data-request', given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** What learners and guardians asked their school and were not answered yet. */
export function unansweredQuestions(given: Given) {
  const { id, askedAt: since } = askedQuestions
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('question', id, null, since))
    .from(askedQuestions)
    .where(
      and(
        eq(askedQuestions.organisationId, given.organisationId),
        isNull(askedQuestions.answeredAt),
        isWanted('question', given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** Mail that came back, or was held back as an address does not work, until it is sent again, handed over or put away. */
export function returnedMessages(given: Given) {
  const { id, endedAt: since } = messages
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('address', id, null, since))
    .from(messages)
    .where(
      and(
        eq(messages.organisationId, given.organisationId),
        sql`${messages.state} in ('bounced', 'suppressed')`,
        isWanted('address', given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** So long after their address has ended it is listed that somebody cannot be reached. */
const DAYS_LISTED = 365

/** Whose address has ended, within the year before, who has confirmed none of their own. */
export function endedAddresses(given: Given) {
  const { id, organisationId, email, emailEnds, privateEmail } = people
  const since = endOfEmail(emailEnds)
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('ended-address', id, null, since))
    .from(people)
    .where(
      and(
        eq(organisationId, given.organisationId),
        isNotNull(email),
        isNull(privateEmail),
        isNotNull(emailEnds),
        sql`${emailEnds} < ${given.today}::date`,
        sql`${since} >= ${endOfEmail(sql`${given.today}::date - ${DAYS_LISTED}::int`)}`,
        isWanted('ended-address', given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { askedQuestions } from '../../db/schema/custody/questions.ts'
import { notFound } from '../../errors.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import type { Question, QuestionState } from './question.ts'

export async function insertQuestion(tx: Tx, values: typeof askedQuestions.$inferInsert): Promise<Question> {
  const [row] = await tx.insert(askedQuestions).values(values).returning()
  return row!
}

/** Holds a question to the acting organisation until the transaction ends. */
export async function lockQuestion(tx: Tx, id: string): Promise<Question> {
  const [row] = await tx.select().from(askedQuestions).where(eq(askedQuestions.id, id)).for('update')
  if (!row) throw notFound('question')
  return row
}

export async function answerRow(
  tx: Tx,
  id: string,
  answered: Pick<Question, 'answer' | 'answeredAt' | 'answeredBy'>,
): Promise<Question> {
  const [row] = await tx.update(askedQuestions).set(answered).where(eq(askedQuestions.id, id)).returning()
  return row!
}

export async function listQuestions(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  { state, personId }: { state?: QuestionState | undefined; personId?: string | undefined },
): Promise<Question[]> {
  const inState = { open: isNull(askedQuestions.answeredAt), answered: isNotNull(askedQuestions.answeredAt) }
  return tx
    .select()
    .from(askedQuestions)
    .where(
      and(
        eq(askedQuestions.organisationId, organisationId),
        state && inState[state],
        personId === undefined ? undefined : eq(askedQuestions.personId, personId),
        keyset.after ? gt(askedQuestions.id, keyset.after.id) : undefined,
      ),
    )
    .orderBy(asc(askedQuestions.id))
    .limit(keyset.limit + 1)
}

/** What somebody asked on their page, the newest first. */
export async function listOwnQuestions(
  tx: Tx,
  { personId, party, secondGuardian }: Pick<Question, 'personId' | 'party' | 'secondGuardian'>,
  limit: number,
): Promise<Question[]> {
  return tx
    .select()
    .from(askedQuestions)
    .where(
      and(
        eq(askedQuestions.personId, personId),
        eq(askedQuestions.party, party),
        eq(askedQuestions.secondGuardian, secondGuardian),
      ),
    )
    .orderBy(desc(askedQuestions.id))
    .limit(limit)
}

/** How many questions of a person wait for an answer. */
export async function countOpen(tx: Tx, personId: string): Promise<number> {
  const [row] = await tx
    .select({ n: sql`count(*)::int`.mapWith(Number) })
    .from(askedQuestions)
    .where(and(eq(askedQuestions.personId, personId), isNull(askedQuestions.answeredAt)))
  return row?.n ?? 0
}

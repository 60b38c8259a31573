import type { AgreementContent } from '../../../db/schema/mobility/agreements.ts'

/** What is agreed, as whoever reads it through a link is shown it: it may have come to somebody else. */
export type ContentByLink = Omit<AgreementContent, 'learner'> & {
  learner: Omit<AgreementContent['learner'], 'birthDate'> & { birthDate?: string | null }
}

/** The same without the birth date, where one is known. */
export function shownByLink<T extends { content: AgreementContent }>(
  shown: T,
): Omit<T, 'content'> & { content: ContentByLink } {
  const { content } = shown
  const { birthDate, ...learner } = content.learner
  return birthDate === null ? shown : { ...shown, content: { ...content, learner } }
}

type Viewed = { content: ContentByLink; slips: { fields: { pointer: string }[] }[] }

/** The same of an agreement as it is answered: slips of a birth date are not told either. */
export function viewedByLink<T extends Viewed & { content: AgreementContent }>(
  view: T,
): Omit<T, 'content'> & Viewed {
  const slips = view.slips.filter(({ fields }) =>
    fields.every(({ pointer }) => pointer !== '/learner/birthDate'),
  )
  return { ...shownByLink(view), slips }
}

import { courseRows } from '../../../mobility/mobilities/course-said.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import type { Fact } from './facts.ts'

const told = ['stays', 'participant', 'virtual-days', 'interrupted', 'counted'] as const

/** What a certificate says of the course of a mobility that was not as usual; no reason is printed. */
export const courseFacts = ({ mobility }: CertificateSnapshot): Fact[] =>
  told.map((fact) => {
    const wordsIn = (language: Language) =>
      courseRows(mobility, language).find((row) => row.fact === fact)?.words
    return { label: fact, value: wordsIn('en') ? (language) => wordsIn(language) ?? '' : null }
  })

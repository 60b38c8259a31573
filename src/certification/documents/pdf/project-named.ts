import type { Language } from '../../../platform/words/language.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'

/** By its code, and by its title where that is known. */
export const projectNamed = ({ projectCode, projectTitle }: CertificateSnapshot['mobility']) =>
  projectTitle ? (language: Language) => `${projectCode}, ${projectTitle[language]}` : projectCode

import { codeNames } from './code-names.ts'

const names = codeNames('fields-of-education')

/** Whether ISCED-F 2013 has the code: a broad field (two digits), a narrow one (three) or a detailed one (four). */
export const isFieldOfEducation = names.has

/** The name of a field of education in a language, as it is printed. */
export const fieldOfEducationName = names.nameOf

/** Marks are one person's judgement: no client gives them on its own. */
export const assessor = { scope: 'recognise', roles: ['assessor'], person: true } as const

/** Who reads about the marks of a case; which of them they see is another question. */
export const readers = ['coordinator', 'assessor', 'validator', 'issuer', 'auditor', 'admin'] as const

/** Who looks after how assessors agree, and is none of them. */
export const watchers = ['coordinator', 'validator', 'auditor', 'admin'] as const

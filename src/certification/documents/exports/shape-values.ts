import { z } from 'zod'
import { asMessage } from '../../../platform/http/word-issue.ts'
import { say } from './words.ts'

/** An absolute address as RDF takes it. */
export const Iri = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/, asMessage(say('fault-no-address')))

export const Moment = z.iso.datetime()
export const Filled = z.string().min(1)

/** A type that a node has to have, beside any others. */
export const typed = (type: string) =>
  z.array(z.string()).refine((types) => types.includes(type), { error: () => type })

import { z } from 'zod'
import {
  countedFacts,
  namedFacts,
  plainFacts,
  saidFacts,
} from '../../../db/schema/recognition/evidence-facts.ts'

/** As many facts as there are kinds of them, or fewer; each once. */
export const FileFacts = z
  .array(
    z.discriminatedUnion('fact', [
      z.object({ fact: z.enum(countedFacts), value: z.int() }),
      z.object({ fact: z.enum(saidFacts), value: z.string().describe('as the file says') }),
      z.object({ fact: z.enum(namedFacts), value: z.array(z.string()).describe('the first twenty') }),
      z.object({ fact: z.enum(plainFacts), value: z.literal(true) }),
    ]),
  )
  .meta({ id: 'FileFacts' })

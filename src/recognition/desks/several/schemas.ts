import { z } from 'zod'

/** One box that is ticked comes as one text. */
export const severalIds = z.preprocess(
  (sent) => (typeof sent === 'string' ? [sent] : sent),
  z.array(z.uuid()).min(1).max(200),
)

export const DoneAtDesk = z.object({ done: z.int() }).meta({ id: 'DoneAtDesk' })

/** What was done for several is seen on the first page of the desk. */
export const toDesk = (_done: unknown, { secret }: { secret: string }) => ({ seeOther: `/desk/${secret}` })

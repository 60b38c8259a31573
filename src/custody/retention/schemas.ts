import { z } from 'zod'
import { retentionModes } from '../../db/schema/parties/settings.ts'
import type { Settings } from '../../parties/organisations/settings.ts'
import { addDays } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { beyondPeriods, daysOf, retained, retentionClasses } from './retention.ts'
import type { RetentionCount } from './store.ts'
import { say } from './words.ts'

export const RetentionView = z
  .object({
    retention: z
      .enum(retentionModes)
      .describe('the setting: what becomes of data whose period is over; `tell` until you set it'),
    classes: z.array(
      z.object({
        code: z.enum(retentionClasses),
        what: z.string(),
        days: z.int().describe('for how long it is kept; at least until nobody may appeal'),
        from: z.string().describe('what the days count from'),
        ground: z.string().describe('the legal ground: yours where you set one'),
        over: z.int().describe('how many cases, links or people have come to their end'),
        within30Days: z.int().describe('how many more will within thirty days'),
        firstOn: z.iso
          .date()
          .nullable()
          .describe('when the period of the oldest ends, or ended; null: there is none'),
      }),
    ),
    beyond: z.array(z.string()).describe('what is kept without a period of yours, and on what ground'),
  })
  .meta({ id: 'Retention' })

export function viewRetention(
  { settings, counts }: { settings: Settings; counts: readonly RetentionCount[] },
  language: Language,
): z.infer<typeof RetentionView> {
  const w = say.in(language)
  return {
    retention: settings.retention,
    classes: counts.map(({ code, over, soon, oldest }) => {
      const days = daysOf(code, settings)
      return {
        code,
        what: w(`what-${code}`),
        days,
        from: w(`from-${retained[code].of}`),
        ground: settings.retentionGrounds[code] ?? w(`ground-${code}`),
        over,
        within30Days: soon,
        firstOn: oldest && addDays(dayOf(oldest, settings.timeZone), days),
      }
    }),
    beyond: beyondPeriods.map((code) => w(`kept-${code}`)),
  }
}

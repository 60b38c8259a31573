import { inEachFile, type Rule } from './rule.ts'

/** Where days are only counted or listed across organisations, or are those of papers of earlier releases. */
const counting = [
  'src/platform/time-zone.ts',
  // Moments are written in UTC, and say so.
  'src/platform/dates.ts',
  'src/certification/certificates/snapshot.ts',
  'src/certification/certificates/snapshot-faults.ts',
  'src/custody/ledger/readings-store.ts',
  'src/custody/subject-access/store.ts',
  'src/custody/retention/store.ts',
  'src/db/schema/custody/running-days.ts',
  'src/db/schema/custody/running-periods.ts',
  'src/recognition/assessment/rater-agreement/routes.ts',
  'src/recognition/assessment/rater-agreement/store.ts',
  'src/recognition/assessment/rater-agreement/watch-agreement.ts',
  'src/db/schema/recognition/mark-pairs.ts',
]

/** Arithmetic on days alone. */
const reckoning = ['src/platform/dates.ts']

const ways = [
  {
    is: /\.slice\(0, 10\)|\.split\('T'\)|\.toLocaleDateString\(|\.getUTC(Date|Day|Month|FullYear)\(/,
    but: reckoning,
  },
  { is: /\bUTC\b(?=[,) ]*\} from .*time-zone\.ts)|, UTC\)|'UTC'/, but: counting },
] as const

export const days: Rule[] = [
  {
    title: 'a day is made of a moment in the time zone of an organisation, not in UTC',
    find: inEachFile(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          /^\s*(\*|\/\/|\/\*)/.test(line) || path.startsWith('src/platform/zip/')
            ? []
            : ways
                .filter(({ is, but }) => is.test(line) && !but.some((file) => file === path))
                .map(() => ({ line: index + 1, says: `makes a day: ${line.trim()}` })),
        ),
    ),
    planted: {
      'src/recognition/validation/due.ts':
        "const day = at.toISOString().slice(0, 10)\nconst other = dayOf(at, 'UTC')\nconst own = dayOf(at, settings.timeZone)",
      'src/platform/dates.ts': 'const next = new Date(later).toISOString().slice(0, 10)',
    },
    told: [
      'src/recognition/validation/due.ts:1 makes a day: const day = at.toISOString().slice(0, 10)',
      "src/recognition/validation/due.ts:2 makes a day: const other = dayOf(at, 'UTC')",
    ],
  },
]

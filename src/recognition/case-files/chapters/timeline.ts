import { stages } from '../../../db/schema/recognition/recognitions.ts'
import { endOfDay } from '../../../platform/dates.ts'
import { startOfDay, type Zone } from '../../../platform/time-zone.ts'
import { isOpen } from '../../stage.ts'
import type { Band, FilePart, Timeline } from '../part.ts'
import type { CaseRecord } from '../read-case.ts'
import type { Telling } from '../telling.ts'
import { say } from '../words.ts'
import { type CaseEvent, eventsOf } from './events.ts'

/** What the picture and the list below it hold at most; all of it stands in the log. */
const MAX_EVENTS = 40

/** The stages and the people, as a picture and in words. */
export function tellTimeline(telling: Telling): FilePart[] {
  const w = say.in(telling.language)
  const all = gathered(eventsOf(telling), telling)
  const shown = all.slice(0, MAX_EVENTS)
  return [
    { kind: 'heading', depth: 2, text: w('title-timeline') },
    { kind: 'timeline', timeline: pictureOf(telling, shown) },
    {
      kind: 'table',
      widths: [0.35, 1.1, 4, 4],
      isDense: true,
      head: ['', w('day'), w('who'), w('happened')],
      rows: shown.map(({ at, whos, what, count }, index) => ({
        cells: [`${index + 1}`, telling.dayOf(at), whos.join('; '), what(count)],
      })),
    },
    ...(all.length > shown.length
      ? [
          {
            kind: 'text' as const,
            words: w('more-events', { count: all.length - shown.length }),
            manner: 'quiet' as const,
          },
        ]
      : []),
  ]
}

type EventGroup = CaseEvent & { whos: string[]; count: number }

/** Events in their order; those of one kind on one day as one, with everybody who had a part in them. */
function gathered(events: CaseEvent[], { dayOf }: Telling): EventGroup[] {
  const found = new Map<string, EventGroup>()
  for (const event of [...events].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const key = `${dayOf(event.at)} ${event.kind}`
    const known = found.get(key)
    if (!known) found.set(key, { ...event, whos: [event.who], count: 1 })
    else {
      known.count += 1
      if (!known.whos.includes(event.who)) known.whos.push(event.who)
    }
  }
  return [...found.values()]
}

function pictureOf(telling: Telling, shown: readonly EventGroup[]): Timeline {
  const { record, language, day } = telling
  const w = say.in(language)
  const { startsOn, endsOn } = record.mobility
  const bands = bandsOf(telling, shown)
  const named = bands.map(({ name, from, until }) => ({
    label: w('band', { name, from: telling.dayOf(new Date(from)), until: telling.dayOf(new Date(until)) }),
    from,
    until,
  }))
  const stay = w('band', { name: w('stay'), from: day(startsOn), until: day(endsOn) })
  const { zone } = record
  return {
    bands: named,
    stay: { label: stay, from: dayStart(startsOn, zone), until: endOfDay(endsOn, zone).getTime() },
    events: shown.map(({ at }) => at.getTime()),
    alt: w('timeline-alt', { bands: [...named.map(({ label }) => label), stay].join('; ') }),
  }
}

const dayStart = (day: string, zone: Zone) => startOfDay(day, zone).getTime()

type Named = Omit<Band, 'label'> & { name: string }

/** Before the case, one band for each stage that it was in, and what came after it was closed. */
function bandsOf({ record, language }: Telling, shown: readonly EventGroup[]): Named[] {
  const w = say.in(language)
  const opened = record.recognition.createdAt.getTime()
  const [first = opened] = [shown[0]?.at.getTime()]
  const before = Math.min(first, opened, dayStart(record.mobility.startsOn, record.zone))
  // What lies years after the case was closed would leave no room for the days on which it was decided.
  const lastEvent = Math.max(opened, ...shown.map(({ at }) => at.getTime()))
  const last = isOpen(record.recognition.stage) ? record.readAt.getTime() : lastEvent
  const bands = stageBands(record, last).map(({ stage, from, until }) => ({
    name: w(`stage-${stage}`),
    from,
    until,
  }))
  return before < opened ? [{ name: w('before-case'), from: before, until: opened }, ...bands] : bands
}

function stageBands({ recognition, transitions }: CaseRecord, last: number) {
  const began = [
    { stage: stages[0], from: recognition.createdAt.getTime() },
    ...transitions
      .filter(({ from, to }) => from !== to)
      .map(({ to, at }) => ({ stage: to, from: at.getTime() })),
  ]
  return began.map(({ stage, from }, index) => ({
    stage,
    from,
    until: began[index + 1]?.from ?? Math.max(last, from),
  }))
}

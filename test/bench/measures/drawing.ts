import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { bareDocument } from '../bare-document.ts'
import { cpuOf, ratio } from '../measure.ts'
import type { Bench, Row } from '../row.ts'

/** A service draws on and on: what counts is what a paper takes once the code is compiled, some hundreds of papers later. */
const WARM_UP = 300

export async function measureDrawing({ quick }: Bench): Promise<Row[]> {
  const snapshot = sampleSnapshot()
  const times = quick ? 10 : 40
  const whole = () => drawCertificate(snapshot, [])
  const summary = () => drawCertificate(snapshot, [], { layout: 'summary' })
  const pages =
    Buffer.from(await whole())
      .toString('latin1')
      .split('/Type /Page\n').length - 1
  const compare = async (ours: () => Promise<unknown>, floor: () => Promise<unknown>) => {
    for (const work of [ours, floor]) for (let warm = 0; warm < WARM_UP; warm++) await work()
    return ratio(
      () => cpuOf(ours, times, 0),
      () => cpuOf(floor, times, 0),
    )
  }
  const papers = await compare(whole, () => bareDocument(pages))
  const fronts = await compare(summary, () => bareDocument(1))
  const what = `a certificate of ${pages} pages, to as many of plain text`
  const ofWhole = { unit: 'ms CPU', floor: papers.floor, ours: papers.ours } as const
  return [
    { what, ...ofWhole, reach: { atMost: 0.9, of: 'ratio' } },
    { what: 'a certificate, drawn', ...ofWhole, reach: { atMost: 9, of: 'ours' } },
    {
      what: 'page one alone, to one page of plain text',
      unit: 'ms CPU',
      floor: fronts.floor,
      ours: fronts.ours,
      reach: { atMost: 4, of: 'ours' },
    },
  ]
}

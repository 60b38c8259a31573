import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { bareDocument } from '../bare-document.ts'
import { cpuOf } from '../measure.ts'
import type { Bench, Row } from '../row.ts'

export async function measureDrawing({ quick }: Bench): Promise<Row[]> {
  const snapshot = sampleSnapshot()
  const times = quick ? 15 : 40
  // A service draws on and on: what counts is what a paper takes once the code is compiled.
  const warmUp = 100
  const pages =
    Buffer.from(await drawCertificate(snapshot, []))
      .toString('latin1')
      .split('/Type /Page\n').length - 1
  const ours = await cpuOf(() => drawCertificate(snapshot, []), times, warmUp)
  const floor = await cpuOf(() => bareDocument(pages), times, warmUp)
  const summary = await cpuOf(() => drawCertificate(snapshot, [], { layout: 'summary' }), times, warmUp)
  const front = await cpuOf(() => bareDocument(1), times, warmUp)
  const what = `a certificate of ${pages} pages, to as many of plain text`
  return [
    { what, unit: 'ms CPU', floor, ours, reach: { atMost: 0.9, of: 'ratio' } },
    { what: 'a certificate, drawn', unit: 'ms CPU', floor, ours, reach: { atMost: 9, of: 'ours' } },
    {
      what: 'page one alone, to one page of plain text',
      unit: 'ms CPU',
      floor: front,
      ours: summary,
      reach: { atMost: 4, of: 'ours' },
    },
  ]
}

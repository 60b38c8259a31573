import { toEdc } from '../../../src/certification/documents/credentials/edc/edc.ts'
import { pageImages } from '../../../src/certification/documents/credentials/page-image.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { cpuOf } from '../measure.ts'
import type { Bench, Row } from '../row.ts'

export async function measureEdc({ quick }: Bench): Promise<Row[]> {
  const snapshot = sampleSnapshot()
  const pdf = await drawCertificate(snapshot, [])
  const make = async () =>
    JSON.stringify(toEdc(snapshot, { pageImages: await pageImages(pdf, 1), eidasIdentifier: null }))
  const kilobytes = Buffer.byteLength(await make()) / 1000
  return [
    {
      what: 'European credential with its picture',
      unit: 'ms CPU',
      floor: null,
      ours: await cpuOf(make, quick ? 10 : 40),
      reach: { atMost: 150, of: 'ours' },
    },
    { what: 'its size', unit: 'kB', floor: null, ours: kilobytes, reach: { atMost: 300, of: 'ours' } },
  ]
}

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { type ZipEntry, zipStream } from '../../src/platform/zip/zip.ts'

const at = new Date('2026-11-21T14:00:08Z')
const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 * (index + 3)) & 0xff)
const python = spawnSync('python3', ['-c', 'import zipfile']).status === 0

/** What an independent reader finds in the archive: names with times, and the bytes of each as hexadecimal. */
function readBack(archive: Buffer): {
  names: string[]
  times: number[][]
  bytes: string[]
  bad: string | null
} {
  const folder = mkdtempSync(join(tmpdir(), 'zip-test-'))
  try {
    const path = join(folder, 'archive.zip')
    writeFileSync(path, archive)
    const script = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
infos = z.infolist()
some = infos if len(infos) < 100 else [infos[0], infos[-1]]
print(json.dumps({'names': [i.filename for i in infos], 'times': [list(i.date_time) for i in some],
  'bytes': [z.read(i).hex() for i in some], 'bad': z.testzip()}))`
    return JSON.parse(
      execFileSync('python3', ['-c', script, path], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.skipIf(!python)('a ZIP archive', () => {
  test('is read back by another program with the same names, times and bytes', async () => {
    const entries = [
      { name: 'text.txt', bytes: Buffer.from('again and again '.repeat(500)), at },
      { name: 'folder/mācību vienošanās.json', bytes: Buffer.from('{}'), at },
      { name: 'noise.bin', bytes: noise, at },
      { name: 'empty', bytes: new Uint8Array(), at },
    ]
    const archive = await buffer(zipStream(entries))
    const back = readBack(archive)
    expect(back.bad).toBeNull()
    expect(back.names).toEqual(entries.map((one) => one.name))
    expect(back.bytes).toEqual(entries.map((one) => Buffer.from(one.bytes).toString('hex')))
    expect(back.times[0]).toEqual([2026, 11, 21, 14, 0, 8])
    expect(archive.length).toBeLessThan(7000)
  })

  test('takes more entries than the old format can count', async () => {
    const many = Array.from({ length: 66_000 }, (_, index) => ({
      name: `${index}`,
      bytes: Buffer.from(String(index)),
      at,
    }))
    const back = readBack(await buffer(zipStream(many)))
    expect(back.names).toHaveLength(66_000)
    expect(back.bytes[1]).toBe(Buffer.from('65999').toString('hex'))
  })

  test('asks for the next entry only when the last one has been taken', async () => {
    let asked = 0
    async function* endless(): AsyncGenerator<ZipEntry> {
      for (;;) {
        asked += 1
        yield { name: `${asked}`, bytes: noise.slice(0, 4000).map((byte) => byte ^ (asked * 31)), at }
      }
    }
    const stream = zipStream(endless())
    await new Promise((resolve) => stream.once('readable', resolve))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(asked).toBeLessThan(40)
    stream.destroy()
  })
})

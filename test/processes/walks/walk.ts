import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { freePort } from '../../setup/postgres.ts'
import { emptyDatabase, firstClientIn, startService } from '../../setup/process.ts'

/** Has a walk of docs/walks carried out on a service that has just started, in a folder with its tables: what it says. */
export async function walkThrough(folder: string, [program, ...args]: string[]): Promise<string> {
  cpSync('docs/walks', folder, { recursive: true })
  await using database = await emptyDatabase()
  const [port, receiver] = [String(await freePort()), String(await freePort())]
  const service = await startService({
    DATABASE_URL: database.url,
    DATA_DIR: join(folder, 'data'),
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    WEBHOOKS_TO_LOOPBACK: 'true',
  })
  const { id, secret } = firstClientIn(service.output())
  const walk = spawn(program!, args, {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, URL: service.url, CLIENT_ID: id, CLIENT_SECRET: secret },
      ...{ PORT: receiver, RECEIVER: `http://127.0.0.1:${receiver}/` },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  walk.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  walk.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  try {
    const [code] = await once(walk, 'close')
    expect(code, said.err).toBe(0)
    return said.out
  } finally {
    walk.kill('SIGKILL')
    await service.stop()
  }
}

/** How every walk ends: each certificate is valid, and each was told of by a webhook whose signature was right. */
export const allThree = ['valid', 'valid', 'valid', ...Array(3).fill('certificate.issued'), ''].join('\n')

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../setup/process.ts'

const run = promisify(execFile)

/** Checks what is shipped, while the registry is one of our own that answers like this; answers with exit code and output. */
async function check(registry: RequestListener): Promise<{ code: number; said: string }> {
  const server = createServer(registry)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  // npm keeps what a registry said of a weakness.
  using cache = temporaryFolder()
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: cache.path,
  }
  try {
    const { stdout, stderr } = await run(process.execPath, ['src/commands/supply.ts'], { env })
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** A registry that knows this of every fastify. */
const knowing =
  (severity: string): RequestListener =>
  (request, response) => {
    if (!request.url?.includes('advisories')) return void response.writeHead(404).end('{}')
    const weakness = { id: 1, url: 'https://example.org/1', title: 'Reads too much', severity }
    const known = { fastify: [{ ...weakness, vulnerable_versions: '*' }] }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(known))
  }

describe('what is shipped with the service', () => {
  test('may be passed on, every package of it', async () => {
    const { said } = await check(knowing('low'))
    expect(said).toMatch(/licences: all \d+ packages may be passed on/)
  })

  test('is refused where a severe weakness is known, and a slight one is told', async () => {
    const severe = await check(knowing('critical'))
    expect(severe).toMatchObject({ code: 1 })
    expect(severe.said).toContain('known weakness: fastify, critical: Reads too much https://example.org/1')
    const slight = await check(knowing('low'))
    expect(slight).toMatchObject({ code: 0 })
    expect(slight.said).toContain('known weakness: fastify, low')
  })

  test('is said not to be checked where the registry refuses or is silent, and nothing fails', async () => {
    const refusing = await check((_request, response) => response.writeHead(405).end())
    expect(refusing).toMatchObject({ code: 0 })
    expect(refusing.said).toContain('known weaknesses: not checked')
    const before = Date.now()
    const silent = await check(() => {})
    expect(silent).toMatchObject({ code: 0 })
    expect(silent.said).toContain('known weaknesses: not checked')
    expect(Date.now() - before).toBeLessThan(30_000)
  })

  test('is listed in CycloneDX with its versions, hashes and licences, and nothing else is', async () => {
    const { stdout } = await run('npm', ['run', '--silent', 'sbom'], { maxBuffer: 32 * 1024 * 1024 })
    const list = JSON.parse(stdout)
    const component = { type: 'application', name: 'digital-competence-recognition' }
    expect(list).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component } })
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, Locked>
    }
    const shipped = Object.entries(packages)
      .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`)
    const listed = list.components as Listed[]
    expect(new Set(listed.map((each) => each['bom-ref']))).toEqual(new Set(shipped))
    expect(
      listed.filter(({ hashes, licenses, purl }) => !hashes?.length || !licenses?.length || !purl),
    ).toEqual([])
    const refs = new Set([...shipped, list.metadata.component['bom-ref']])
    const depended = (list.dependencies as { dependsOn: string[] }[]).flatMap(({ dependsOn }) => dependsOn)
    expect(depended.filter((ref) => !refs.has(ref))).toEqual([])
    expect(shipped.length).toBeGreaterThan(100)
  })
})

type Locked = { version: string; dev?: boolean; devOptional?: boolean }
type Listed = { 'bom-ref': string; hashes?: object[]; licenses?: object[]; purl?: string }

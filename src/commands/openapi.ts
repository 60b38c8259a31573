import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { buildApp } from '../app.ts'
import type { Services } from '../context.ts'
import { builtInFrameworks, loadFrameworks } from '../measure/frameworks/load-frameworks.ts'
import { httpFileOf } from './http-file.ts'

const folder = new URL('../../openapi/', import.meta.url)

/** The API description as the routes give it, and all its requests, by their files; no database is needed for that. */
export async function describeApi(): Promise<Record<'openapi.json' | 'recognition.http', string>> {
  const services = {
    frameworks: loadFrameworks([builtInFrameworks]),
    publicUrl: 'http://localhost:3000',
  } as Services
  const app = await buildApp(services)
  await app.ready()
  const document = JSON.parse(JSON.stringify(app.swagger()))
  await app.close()
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'recognition.http': httpFileOf(document),
  }
}

if (import.meta.main) {
  const isCheck = process.argv.includes('--check')
  for (const [name, text] of Object.entries(await describeApi())) {
    const file = new URL(name, folder)
    if (!isCheck) {
      writeFileSync(file, text)
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      console.error(`openapi/${name} is stale: run npm run openapi and commit it.`)
      process.exitCode = 1
    }
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../../src/config.ts'
import { type Started, start } from '../../src/start.ts'
import { afterwards } from './afterwards.ts'
import { type Clock, publicUrl, today, type World, worldOver } from './world.ts'

/** A service on the embedded database, started as `npm start` starts it, in a folder that goes afterwards. */
export async function embeddedWorld(): Promise<{ world: World; started: Started; config: Config }> {
  const folder = mkdtempSync(join(tmpdir(), 'recognition-embedded-'))
  const config = readConfig({ DATA_DIR: folder, PUBLIC_URL: publicUrl })
  const clock: Clock = {
    now: new Date(today),
    advance(days) {
      this.now = new Date(this.now.getTime() + days * 86_400_000)
    },
  }
  const started = await start(config, () => clock.now)
  afterwards(async () => {
    await started.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { world: await worldOver(started.services, clock), started, config }
}

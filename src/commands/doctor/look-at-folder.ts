import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../../config.ts'
import { FIRST_CLIENT } from '../../parties/organisations/at-the-machine/where-it-is.ts'
import { type Finding, fault, messageOf, warning, well } from './finding.ts'

const GB = 1e9
/** So much room a school's year takes without films; less than the other, and evidence is refused before long. */
const ENOUGH = 5 * GB
const LEAST = 0.5 * GB

/** The data folder: whether it can be written, has room, and shows its secrets to nobody else. */
export function lookAtFolder({ dataDir, keySecret }: Config): Finding[] {
  const folder = resolve(dataDir)
  if (!existsSync(folder))
    return [warning('data folder', `${folder} is not there yet`, 'npm start makes it.')]
  try {
    accessSync(folder, constants.R_OK | constants.W_OK)
  } catch (error) {
    return [
      fault('data folder', messageOf(error), 'Give the service a DATA_DIR that its user can read and write.'),
    ]
  }
  return [room(folder), ...secrets(folder, keySecret !== null)]
}

function room(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const says = `${(free / GB).toFixed(1)} GB free in ${folder}`
  if (free < LEAST)
    return fault('disk', says, 'Make room, or name another DATA_DIR: evidence cannot be kept.')
  return free < ENOUGH
    ? warning('disk', says, 'Make room before many learners bring evidence, above all films.')
    : well('disk', says)
}

function secrets(folder: string, isGiven: boolean): Finding[] {
  const key = join(folder, 'key-secret')
  const left = join(folder, FIRST_CLIENT)
  const isOpen = [key, left].filter((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0)
  return [
    ...isOpen.map((file) => fault('secrets', `${file} can be read by others`, `chmod 600 ${file}`)),
    ...(isGiven && existsSync(key)
      ? [
          warning(
            'secrets',
            'KEY_SECRET is set, and key-secret lies there, too',
            `Remove ${key} if keys open.`,
          ),
        ]
      : []),
    ...(existsSync(left)
      ? [
          warning(
            'secrets',
            `the first client's secret still lies in ${left}`,
            'Keep it, and remove the file.',
          ),
        ]
      : []),
  ]
}

import { leftByRelease } from './left-by-release.ts'
import { upgradedOnPostgres } from './upgraded.ts'

leftByRelease('PostgreSQL', upgradedOnPostgres)

import { leftByRelease } from '../upgrade/left-by-release.ts'
import { upgradedEmbedded } from '../upgrade/upgraded.ts'

leftByRelease('the embedded database', upgradedEmbedded)

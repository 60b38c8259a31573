import { checkCertificates } from '../certification/register-check/check-certificates.ts'
import { readConfig } from '../config.ts'
import { explainLastErrors } from '../platform/logging.ts'
import { start } from '../start.ts'

explainLastErrors()
const { services, close } = await start(readConfig())
let faults = 0
const checked = await checkCertificates(services, ({ number, what, detail }) => {
  faults += 1
  console.log(`${number}  ${what}  ${detail}`)
})
await close()
console.log(`${checked} certificates checked, ${faults} faults.`)
process.exitCode = faults > 0 ? 1 : 0

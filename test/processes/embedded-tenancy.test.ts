import { describeTenancy } from '../platform/describe-tenancy.ts'
import { embeddedWorld } from '../setup/pglite.ts'

describeTenancy('the embedded database', async () => (await embeddedWorld()).world)

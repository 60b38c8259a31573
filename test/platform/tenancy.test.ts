import { newWorld } from '../setup/world.ts'
import { describeTenancy } from './describe-tenancy.ts'

describeTenancy('PostgreSQL', () => newWorld())

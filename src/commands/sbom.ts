import { execFileSync } from 'node:child_process'
import { shippedPackages } from './shipped-packages.ts'

type Component = { 'bom-ref': string; licenses?: object[] }
type Dependency = { ref: string; dependsOn: string[] }
type Bom = { metadata: { component: Component }; components: Component[]; dependencies: Dependency[] }

/**
 * Prints what is shipped with the service as CycloneDX. npm describes the whole lockfile: asked to leave out what is for
 * development alone, it leaves out what the service needs too.
 */
const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only']
const bom: Bom = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }))
const packages = shippedPackages()
const { name, version } = JSON.parse(
  execFileSync('npm', ['pkg', 'get', 'name', 'version'], { encoding: 'utf8' }),
)
const isShipped = (ref: string) => packages.has(ref) || ref === bom.metadata.component['bom-ref']

const shipped = {
  ...bom,
  metadata: { ...bom.metadata, component: { ...bom.metadata.component, name, version } },
  components: bom.components
    .filter((component) => isShipped(component['bom-ref']))
    .map((component) => ({
      ...component,
      licenses: component.licenses ?? [{ expression: packages.get(component['bom-ref']) }],
    })),
  dependencies: bom.dependencies
    .filter(({ ref }) => isShipped(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isShipped) })),
}
console.log(JSON.stringify(shipped, null, 2))

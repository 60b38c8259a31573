import { readFileSync } from 'node:fs'

/** Packages that name no licence by its short name: what a person read in the file that they carry, of this very version. */
const readByHand: Record<string, string> = {
  '@digitalbazaar/credentials-context@3.2.0': 'BSD-3-Clause AND W3C-20150513',
  'png-js@2.0.0': 'MIT',
}

type Locked = { version: string; license?: string; dev?: boolean; devOptional?: boolean }

/** What the lockfile installs beside the service: `name@version`, and the licence of each as an SPDX expression. */
export function shippedPackages(): Map<string, string> {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  )
  const shipped = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  )
  return new Map(
    shipped.map(([path, { version, license = 'none' }]) => {
      const name = `${path.split('node_modules/').at(-1)}@${version}`
      return [name, readByHand[name] ?? license]
    }),
  )
}

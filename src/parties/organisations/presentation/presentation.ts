import type { Colours } from '../../../db/schema/parties/presentation.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import { say } from '../words.ts'

/** As many bytes as a logo has at most. */
export const MAX_LOGO_BYTES = 200_000

/** Where anyone reads a logo. */
export const logoPath = (organisationId: string, sha256: string) =>
  `/organisations/${organisationId}/logos/${sha256}`

/** As much as a text needs to be told from white paper (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5

/** Refuses colours in which nobody could read a text on white paper, with how far each is from it. */
export function assertReadable(colours: Colours | null | undefined): void {
  const faults: Fault[] = Object.entries(colours ?? {}).flatMap(([name, colour]) => {
    const contrast = colour === null ? LEAST_CONTRAST : contrastWithWhite(colour)
    if (contrast >= LEAST_CONTRAST) return []
    // Rounded down: 4.499 is not 4.5.
    const ratio = Math.floor(contrast * 100) / 100
    return [
      {
        in: 'body',
        pointer: `/colours/${name}`,
        detail: say('contrast', { ratio, least: LEAST_CONTRAST }),
      },
    ]
  })
  if (faults.length > 0) throw new Refusal('incomplete', say('colours-unfit'), faults)
}

/** The contrast ratio of a colour (#rrggbb) with white, 1 to 21, by WCAG 2.2's relative luminance. */
export function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

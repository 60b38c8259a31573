import { type ArchiveParts, openParts } from '../../zip/open-parts.ts'

/** A part of a workbook by its path in the archive, unpacked as it is read; null where there is none. */
export type Parts = ArchiveParts['open']

/** What a part may unpack to, in MiB. A sheet of fifty thousand rows of forty values has less. */
export const MAX_PART_MIB = 128
const MIB = 1024 * 1024
const limits = { parts: 2_000, part: MAX_PART_MIB * MIB, all: 192 * MIB }

/** The parts of an archive that may be a workbook. */
export const openArchive = async (bytes: Uint8Array): Promise<Parts> => (await openParts(bytes, limits)).open

import { type Threads, ThreadsBusy } from '../../platform/threads/threads.ts'

/** How what strangers hand in is read where it does not lie open: each in a thread, which is ended where it takes too long. */
export type SubmissionReaders = {
  attachedTexts: typeof import('./read-paper.ts').attachedTexts
  savedAgainFrom: typeof import('./read-paper.ts').savedAgainFrom
  textsSeen: typeof import('./read-pictures.ts').textsSeen
  unpack: typeof import('./unpack.ts').unpack
}

/** The readers, in threads that nothing else waits for; each finds nothing where its thread was ended. */
export function readersIn(threads: Threads): SubmissionReaders {
  const here = (path: string) => new URL(path, import.meta.url)
  const paper = threads.file<typeof import('./read-paper.ts')>(here('./read-paper.ts'))
  const pictures = threads.file<typeof import('./read-pictures.ts')>(here('./read-pictures.ts'))
  const packed = threads.file<typeof import('./unpack.ts')>(here('./unpack.ts'))
  return {
    attachedTexts: orNothing(paper('attachedTexts'), null),
    savedAgainFrom: orNothing(paper('savedAgainFrom'), -1),
    textsSeen: orNothing(pictures('textsSeen'), []),
    unpack: orNothing(packed('unpack'), null),
  }
}

/** Whoever waits in vain for a place is told to come again; a file at which a thread died or took too long says nothing. */
const orNothing =
  <Given extends unknown[], Found>(read: (...given: Given) => Promise<Found>, nothing: Found) =>
  async (...given: Given): Promise<Found> => {
    try {
      return await read(...given)
    } catch (error) {
      if (error instanceof ThreadsBusy) throw error
      return nothing
    }
  }

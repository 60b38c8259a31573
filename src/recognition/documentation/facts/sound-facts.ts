import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import { countedIn, momentIn, said } from './found.ts'
import { mp3Seconds } from './mp3-length.ts'
import { mp3Texts, type SoundTexts } from './mp3-texts.ts'
import { readWave } from './wave.ts'

/** How long an MP3 or WAV sounds, and what it says of itself, read before that is taken out. */
export function soundFacts(mediaType: string, bytes: Uint8Array): EvidenceFact[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (mediaType === 'audio/wav') {
    const { seconds, texts } = readWave(file)
    return factsOf(seconds, texts)
  }
  return factsOf(mp3Seconds(file), mp3Texts(file))
}

function factsOf(seconds: number | null, { title, artist, made, copyright }: SoundTexts): EvidenceFact[] {
  // Of recordings many say the year alone.
  const year = /^\d{4}(?:-\d\d)?$/.exec(made?.trim() ?? '')?.[0]
  return [
    ...(seconds === null ? [] : countedIn({ seconds })),
    ...said('title', title),
    ...said('author', artist),
    ...said('made', momentIn(made) ?? year),
    ...said('licence', copyright),
  ]
}

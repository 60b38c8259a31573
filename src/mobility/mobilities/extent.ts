/**
 * How much one case may have. Whatever takes something of it takes all of it: what one operation lets in the next can
 * judge, decide, recognise and print.
 */
export const MAX_OUTCOMES = 60
/** Of one outcome. */
export const MAX_CRITERIA = 100
/** Of evidence for one outcome: each is judged by whoever marks it. */
export const MAX_PIECES = 100
/** In all texts that are agreed for the case. */
export const MAX_LETTERS = 300_000

/**
 * Counts the drawings: one more for every release that draws other bytes from the same snapshot, be it by a line, a font
 * or a new version of pdfkit or Node. A paper is drawn again for comparison only where it was drawn like this.
 */
export const drawing = 4

/** How many violations of a rule, by its title, a file still has; none may have more, and the list only shrinks. */
export const remaining: Record<string, Record<string, number>> = {}

/** Rule 4 of database.md §5: a facet's value in one integer, the number of its facet first. */
export const FACET_SIZE = 10_000_000

/** What a column, an index and a filter can hold alike: no NUL, no half of a character, 500 characters. */
export const facetValue = (value: string): string => value.slice(0, 500).replace(/[\0\p{Cs}]/gu, '')

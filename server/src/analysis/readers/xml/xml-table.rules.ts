/** What is known of the elements at one path, after a first reading. */
export interface ElementPath {
  name: string
  count: number
  /** The most of them in one parent. */
  mostInParent: number
  hasText: boolean
  attributes: Set<string>
  children: Map<string, ElementPath>
}

export const newPath = (name: string): ElementPath => ({
  ...{ name, count: 0, mostInParent: 0, hasText: false },
  attributes: new Set(),
  children: new Map(),
})

/** The elements that are rows: their path from the root, and which texts below make cells. */
export interface RowChoice {
  path: string[]
  columns: number
}

/**
 * The repeated elements that say the most: their number times what each of them holds once, at any depth. Between equal
 * ones, the outer. Null when nothing repeats, or when what repeats holds nothing.
 */
export const chooseRows = (root: ElementPath): RowChoice | null => {
  let best: { choice: RowChoice; score: number } | null = null
  const visit = (element: ElementPath, path: string[]): void => {
    const columns = element.mostInParent > 1 ? columnsIn(element) : 0
    const score = element.count * columns
    if (columns > 0 && score > (best?.score ?? 0)) best = { choice: { path, columns }, score }
    for (const child of element.children.values()) visit(child, [...path, child.name])
  }
  visit(root, [root.name])
  return (best as { choice: RowChoice } | null)?.choice ?? null
}

/** Texts and attributes of an element, and those of the elements that it holds once at most; a list of texts is one. */
const columnsIn = (element: ElementPath): number => {
  let columns = element.attributes.size + (element.hasText && element.children.size === 0 ? 1 : 0)
  for (const child of element.children.values()) {
    const isList = child.mostInParent > 1
    if (!isList) columns += columnsIn(child)
    else if (child.children.size === 0 && child.hasText) columns += 1
  }
  return columns
}

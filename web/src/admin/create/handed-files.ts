/** Files chosen before their dataset existed: handed from the first screen to the one that sends them, once. */
let handed: { dataset: string; files: File[] } | null = null

export const handFiles = (dataset: string, files: File[]): void => {
  handed = { dataset, files }
}

/** Those of this dataset; what was for another goes nowhere. */
export const takeHandedFiles = (dataset: string): File[] => {
  const files = handed?.dataset === dataset ? handed.files : []
  handed = null
  return files
}

/** `liste_musees_2025.csv` → `Liste musees 2025`, to begin with. */
export const titleFromName = (fileName: string): string => {
  const words = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Files chosen before their dataset existed: handed from the first screen to the one that sends them, once. */
let files: File[] = []

export const handFiles = (chosen: File[]): void => {
  files = chosen
}

export const takeHandedFiles = (): File[] => {
  const taken = files
  files = []
  return taken
}

/** `liste_musees_2025.csv` → `Liste musees 2025`, to begin with. */
export const titleFromName = (fileName: string): string => {
  const words = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

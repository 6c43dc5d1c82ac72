/** The words of the log of a dataset's files. */
export const changesWords = {
  title: 'Journal des fichiers',
  of: (dataset: string): string => `${dataset}\u202f: journal des fichiers`,
  intro:
    'Tout ce qui est arrivé aux fichiers de ce jeu de données, le plus récent d’abord. Chaque version garde son adresse.',
  follow: 'Suivre par flux Atom',
  back: 'Retour au jeu de données',
  kinds: { added: 'Ajout', replaced: 'Remplacement', restored: 'Version restaurée' },
  version: (number: number): string => `version ${number}`,
  restored: (number: number): string => `reprend la version ${number}`,
  by: (name: string): string => `par ${name}`,
  purged: (reason: string): string => `Cette version a été retirée\u202f: ${reason}`,
  empty: 'Aucun fichier n’a encore été publié dans ce jeu de données.',
}

/** Tags that a guide recommends, for the datasets that carry the tag `scope`: other catalogues never see them. */
export interface Vocabulary {
  scope: string
  tags: string[]
  /** What its followers' datasets all carry, whatever they are about. */
  house: string[]
}

export const VOCABULARIES: Vocabulary[] = [
  {
    // The ministry of Culture's guide for producers (github.com/culturegouv/donnees-ouvertes).
    scope: 'culture',
    house: ['culture', 'ministeredelaculture'],
    tags: (
      'architecture archives arts-plastiques cinema financement ia industries-culturelles langue livre ' +
      'ministeredelaculture monuments-historiques musee patrimoine presse sites-patrimoniaux spectacle-vivant'
    ).split(' '),
  },
]

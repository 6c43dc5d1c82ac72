import type { ResourceType } from '../props.ts'
import { formatDate, formatNumber } from '../format.ts'

/** In French zero and one are singular. */
const plural =
  (one: string, many: string) =>
  (n: number): string =>
    n < 2 ? one : many

const count = (n: number, one: string, many: string): string => `${formatNumber(n)}\u00a0${plural(one, many)(n)}`

/** Every word of the public pages. One word for one thing: jeu de données, fichier, version. */
export const fr = {
  skip: 'Aller au contenu',
  nav: {
    main: 'Navigation principale',
    home: 'Accueil',
    datasets: 'Jeux de données',
    producers: 'Espace producteur',
    breadcrumb: 'Fil d’Ariane',
  },
  footer: {
    about:
      'Chaque fichier est regardé avant d’être publié, remplacé d’un seul coup à la même adresse, et gardé dans toutes ses versions.',
    api: 'Interface de programmation (API)',
    accessibility: 'Accessibilité\u202f: non auditée',
  },
  search: {
    label: 'Rechercher dans les jeux de données',
    placeholder: 'musées, festivals, monuments…',
    submit: 'Rechercher',
  },
  /** What a link of a mail did (server/src/accounts/routes.recovery.ts). */
  flash: {
    confirmed: 'Votre adresse est confirmée. Vous pouvez vous connecter.',
    already_confirmed: 'Votre adresse était déjà confirmée. Vous pouvez vous connecter.',
    confirm_error: 'Ce lien ne marche plus. Connectez-vous\u202f: un autre vous sera envoyé.',
    change_email_confirmed: 'Votre nouvelle adresse est en place. Connectez-vous avec elle.',
    change_email_expired: 'Ce lien est trop ancien. Demandez de nouveau le changement d’adresse.',
    change_email_invalid: 'Ce lien ne marche plus, ou cette adresse a déjà un compte.',
  } as Record<string, string>,
  home: {
    latest: 'Mis à jour récemment',
    all: 'Tous les jeux de données',
    figures: {
      datasets: plural('jeu de données', 'jeux de données'),
      files: plural('fichier', 'fichiers'),
      organizations: plural('producteur', 'producteurs'),
      rows: plural('ligne consultable', 'lignes consultables'),
    },
    empty: {
      title: 'Rien n’est encore publié',
      text: 'Les jeux de données apparaîtront ici dès leur publication.',
      action: 'Publier un jeu de données',
    },
  },
  datasets: {
    title: 'Jeux de données',
    count: (n: number) => (n === 0 ? 'Aucun jeu de données' : count(n, 'jeu de données', 'jeux de données')),
    for: 'pour',
    quoted: (query: string) => `«\u00a0${query}\u00a0»`,
    tagged: 'avec le mot-clé',
    remove: 'Retirer',
    sort: 'Trier par',
    sorts: { relevance: 'pertinence', last_update: 'mise à jour', title: 'titre' },
    none: {
      title: 'Rien ne correspond à cette recherche',
      text: 'Essayez un mot plus court ou plus général, sans pluriel ni accent si vous voulez\u202f: la recherche s’en arrange.',
      action: 'Voir tous les jeux de données',
    },
  },
  card: {
    files: (n: number) => count(n, 'fichier', 'fichiers'),
    formats: 'Formats',
    updated: 'mis à jour',
    fresh: 'à jour',
    late: 'en retard',
  },
  pagination: {
    label: 'Pages',
    previous: 'Précédente',
    next: 'Suivante',
    page: (page: number) => `Page ${formatNumber(page)}`,
    position: (page: number, pages: number) => `Page ${formatNumber(page)} sur ${formatNumber(pages)}`,
  },
  dataset: {
    noLicense: 'licence non précisée',
    /** What the licences of the catalogue allow, in a few words; the licence itself is named and linked below. */
    plainLicenses: {
      'Licence Ouverte / Open Licence version 2.0': 'réutilisation libre, source à citer',
      'Licence Ouverte / Open Licence': 'réutilisation libre, source à citer',
      'Open Data Commons Open Database License (ODbL)': 'réutilisation libre, source à citer, partage à l’identique',
      'Open Data Commons Attribution License': 'réutilisation libre, source à citer',
      'Open Data Commons Public Domain Dedication and Licence (PDDL)': 'réutilisation libre',
      'Creative Commons Attribution': 'réutilisation libre, source à citer',
      'Creative Commons Attribution Share-Alike': 'réutilisation libre, source à citer, partage à l’identique',
      'Creative Commons CCZero': 'réutilisation libre',
      'Autre (attribution)': 'réutilisation libre, source à citer',
      'Autre (ouverte)': 'réutilisation libre',
      'Autre (domaine public)': 'réutilisation libre',
      'Licence non spécifiée': 'licence non précisée',
    } as Record<string, string>,
    download: 'Télécharger',
    edit: 'Modifier',
    tabs: { label: 'Dans cette page', files: 'Fichiers', about: 'À propos', changes: 'Journal' },
    types: {
      main: 'Fichiers principaux',
      documentation: 'Documentation',
      update: 'Mises à jour',
      api: 'API',
      code: 'Code source',
      other: 'Autres',
    } satisfies Record<ResourceType, string>,
    noFiles: {
      title: 'Aucun fichier pour l’instant',
      text: 'Le producteur n’a pas encore déposé de fichier dans ce jeu de données.',
    },
    private: 'Brouillon\u202f: seuls les membres de l’organisation voient cette page.',
    archived: 'Ce jeu de données est archivé\u202f: il reste lisible mais n’est plus tenu à jour.',
    facts: {
      producer: 'Producteur',
      license: 'Licence',
      frequency: 'Fréquence de mise à jour',
      lastUpdate: 'Dernière mise à jour',
      createdAt: 'Créé le',
      coverage: 'Période couverte',
      spatial: 'Territoire',
      tags: 'Mots-clés',
      api: 'Adresse pour les programmes',
    },
  },
  file: {
    link: 'lien',
    unknownFormat: '?',
    elsewhere: 'lien vers un autre site',
    answers: 'répond, vérifié',
    fed: 'alimenté automatiquement',
    fedChange: 'dernier changement',
    fedNext: 'prochain passage',
    fedLate: (since: string) => `Mise à jour attendue depuis le ${formatDate(since)}.`,
    open: 'Ouvrir',
    rows: (rows: number, columns: number) =>
      `${count(rows, 'ligne', 'lignes')} × ${count(columns, 'colonne', 'colonnes')}`,
    preview: 'Aperçu des données',
    versions: (n: number) => count(n, 'version', 'versions'),
    version: (n: number) => `Version ${formatNumber(n)}`,
    current: 'en cours',
  },
  /** Territories whose name everybody knows; the others are shown by their code until zones are loaded. */
  zones: {
    'country:fr': 'France',
    'country-group:world': 'Monde',
    'country-subset:fr:metro': 'France métropolitaine',
  } as Record<string, string>,
  organization: {
    datasets: 'Jeux de données publiés',
    label: 'Producteur',
    since: 'inscrit le',
    about: 'Présentation',
    website: 'Site web',
    join: 'Rejoindre cette organisation',
    none: {
      title: 'Rien n’est encore publié',
      text: 'Ce producteur n’a pas encore publié de jeu de données. Ils apparaîtront ici dès leur publication.',
    },
  },
  errors: {
    label: (status: number) => `Erreur ${status}`,
    search: 'Chercher un jeu de données',
    retry: 'Réessayer',
    signIn: 'Se connecter',
    400: {
      title: 'Cette demande n’a pas été comprise',
      text: 'L’adresse contient une valeur inattendue. Repartez de la liste, ou cherchez.',
    },
    403: { title: 'Cette page ne vous est pas ouverte', text: 'Connectez-vous avec un compte qui en a le droit.' },
    404: {
      title: 'Cette page n’existe pas',
      text: 'L’adresse est peut-être incomplète, ou le jeu de données n’est pas public.',
    },
    410: {
      title: 'Ce contenu a été retiré',
      text: 'Son producteur l’a supprimé. D’autres jeux de données parlent peut-être du même sujet.',
    },
    500: {
      title: 'Une erreur inattendue s’est produite',
      text: 'Ce n’est pas de votre fait, et rien n’a été perdu. Réessayez dans un instant.',
    },
    503: { title: 'Le service est momentanément indisponible', text: 'Rien n’a été perdu. Réessayez dans un instant.' },
  },
}

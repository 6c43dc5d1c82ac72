/** What the document of the back-office says before its script does. */
export const adminWords = {
  fr: {
    title: 'Espace producteur',
    noscript: 'L’espace producteur a besoin de JavaScript. Activez-le, ou utilisez l’API avec une clé.',
  },
  en: {
    title: 'Producers’ office',
    noscript: 'The producers’ office needs JavaScript. Turn it on, or use the API with a key.',
  },
}

let language: 'fr' | 'en' = 'fr'

/** In which language the server words what it says to people, and this client what it says itself. */
export const setLanguage = (value: 'fr' | 'en'): void => {
  language = value
}
export const languageOfClient = (): 'fr' | 'en' => language

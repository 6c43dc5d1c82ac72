import { words } from '../../language.ts'

const ROLES = words<Record<string, string>>({
  fr: { admin: 'Administrateur', editor: 'Éditeur', partial_editor: 'Éditeur de certains jeux de données' },
  en: { admin: 'Administrator', editor: 'Editor', partial_editor: 'Editor of some datasets' },
})

/** A role of an organization, in words. */
export const roleLabel = (role: string | null): string => ROLES[role ?? ''] ?? role ?? ''

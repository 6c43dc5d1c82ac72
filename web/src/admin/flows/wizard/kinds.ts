import type { IconName } from '../../../ui/icons.ts'
import type { SourceKind } from '../form.rules.ts'

export const KINDS: { id: SourceKind; icon: IconName; title: string; text: string }[] = [
  { id: 's3', icon: 'bucket', title: 'Bucket S3', text: 'Un stockage objet : MinIO, Scaleway, OVH, AWS…' },
  { id: 'web', icon: 'web', title: 'Adresse web', text: 'Un fichier, ou une page qui les liste.' },
  { id: 'sftp', icon: 'server', title: 'Serveur SFTP', text: 'Un dossier d’un serveur, par SSH.' },
  { id: 'ftps', icon: 'server', title: 'Serveur FTPS', text: 'Un dossier d’un serveur FTP chiffré.' },
  { id: 'folder', icon: 'folder', title: 'Dossier de ce serveur', text: 'Que l’exploitant a ouvert aux flux.' },
  { id: 'inbox', icon: 'held', title: 'Boîte de dépôt', text: 'Votre serveur dépose ses fichiers ici.' },
  {
    id: 'mirror',
    icon: 'catalog',
    title: 'Catalogue à copier',
    text: 'Des jeux entiers de data.gouv.fr ou d’un autre.',
  },
]

export const kindTitle = (kind: SourceKind): string => KINDS.find(({ id }) => id === kind)?.title ?? kind

import { words } from '../../../language.ts'
import type { IconName } from '../../../ui/icons.ts'
import type { SourceKind } from '../form.rules.ts'

const w = words({
  fr: {
    s3: ['Bucket S3', 'Un stockage objet\u202f: MinIO, Scaleway, OVH, AWS…'],
    web: ['Adresse web', 'Un fichier, ou une page qui les liste.'],
    sftp: ['Serveur SFTP', 'Un dossier d’un serveur, par SSH.'],
    ftps: ['Serveur FTPS', 'Un dossier d’un serveur FTP chiffré.'],
    folder: ['Dossier de ce serveur', 'Que l’exploitant a ouvert aux flux.'],
    inbox: ['Boîte de dépôt', 'Votre serveur dépose ses fichiers ici.'],
    mirror: ['Catalogue à copier', 'Des jeux entiers de data.gouv.fr ou d’un autre.'],
  } satisfies Record<SourceKind, string[]>,
  en: {
    s3: ['S3 bucket', 'An object storage: MinIO, Scaleway, OVH, AWS…'],
    web: ['Web address', 'A file, or a page that lists them.'],
    sftp: ['SFTP server', 'A folder of a server, by SSH.'],
    ftps: ['FTPS server', 'A folder of an encrypted FTP server.'],
    folder: ['Folder of this server', 'That its operator opened to flows.'],
    inbox: ['Drop box', 'Your server drops its files here.'],
    mirror: ['Catalogue to copy', 'Whole datasets of data.gouv.fr or another.'],
  },
})

const kind = (id: SourceKind, icon: IconName) => {
  const [title = '', text = ''] = w[id]
  return { id, icon, title, text }
}
export const KINDS: { id: SourceKind; icon: IconName; title: string; text: string }[] = [
  kind('s3', 'bucket'),
  kind('web', 'web'),
  kind('sftp', 'server'),
  kind('ftps', 'server'),
  kind('folder', 'folder'),
  kind('inbox', 'held'),
  kind('mirror', 'catalog'),
]

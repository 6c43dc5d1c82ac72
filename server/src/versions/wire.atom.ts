import { fullNameOf } from '../accounts/index.ts'
import type { Dataset } from '../catalog/index.ts'
import { versionUrlOf } from '../catalog/wire.resources.v1.ts'
import type { Entry } from '../http/index.ts'
import type { Change } from './change-log.ts'

/** A change of a file, for readers of feeds. */
export const entryOf = ({ kind, version, resource, author }: Change, dataset: Dataset, baseUrl: string): Entry => {
  const url = versionUrlOf(baseUrl, version.resourceId, version.number, version.fileName)
  const name = resource?.title ?? version.fileName
  return {
    ...{ id: url, link: `${baseUrl}/datasets/${dataset.slug}/changes`, title: `${WORDS[kind]} : ${name}` },
    text: [version.reason, version.label, `[${version.fileName}](${url}), version ${version.number}`]
      .filter(Boolean)
      .join('\n\n'),
    author: author ? { name: fullNameOf(author), link: `${baseUrl}/api/1/users/${author.slug}/` } : null,
    publishedAt: version.createdAt,
    updatedAt: version.createdAt,
  }
}

const WORDS: Record<Change['kind'], string> = {
  added: 'Fichier ajouté',
  replaced: 'Fichier remplacé',
  restored: 'Version restaurée',
}

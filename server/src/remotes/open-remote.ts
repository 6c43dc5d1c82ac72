import type { Outgoing } from '../outgoing/index.ts'
import { createAsker, demand } from './ask.ts'
import { describePerimeter, listDatasets } from './list-datasets.ts'
import type { Remote, RemoteServer } from './model.ts'
import { accountIn, DATASET_FIELDS, datasetIn } from './read-answer.rules.ts'
import { datasetPath, describeResource, uploadResource } from './upload-resource.ts'

/** Another server of udata's API, with the key that it gave. Nothing is asked before a method is called. */
export const openRemote = (where: RemoteServer, { outgoing }: { outgoing: Outgoing }): Remote => {
  const asker = createAsker(where, outgoing)
  const { ask, host } = asker
  return {
    server: where.server,
    getMe: async () => demand(accountIn(await ask('/api/1/me/')), host),
    getDataset: async (id) =>
      demand(datasetIn(await ask(datasetPath(id), { headers: { 'x-fields': DATASET_FIELDS } })), host),
    describePerimeter: (perimeter) => describePerimeter(asker, perimeter),
    listDatasets: (perimeter) => listDatasets(asker, perimeter),
    uploadResource: (upload) => uploadResource(asker, upload),
    describeResource: (datasetId, resourceId, words) => describeResource(asker, datasetId, resourceId, words),
  }
}

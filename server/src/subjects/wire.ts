import type { Subject, SubjectClass } from './model.ts'

/** The words of a path, in the API and on the site, by class. */
const PATHS: Record<SubjectClass, string> = {
  Dataset: 'datasets',
  Reuse: 'reuses',
  Dataservice: 'dataservices',
  Organization: 'organizations',
  User: 'users',
  Topic: 'topics',
  Post: 'posts',
  Discussion: 'discussions',
}

/** Absolute address in the API. */
export const subjectUri = ({ class: name, id, slug }: Pick<Subject, 'class' | 'id' | 'slug'>, baseUrl: string) =>
  `${baseUrl}/api/${name === 'Topic' ? 2 : 1}/${PATHS[name]}/${slug ?? id}/`

/** Absolute address of the page for people. */
export const subjectPage = ({ class: name, id, slug }: Pick<Subject, 'class' | 'id' | 'slug'>, baseUrl: string) =>
  `${baseUrl}/${PATHS[name]}/${slug ?? id}`

/** udata's reference, whose keys depend on the class (udata-api.md §1.7). */
export const presentSubjectRef = (
  subject: Pick<Subject, 'class' | 'id' | 'slug' | 'title' | 'acronym' | 'pictures'>,
  baseUrl: string,
) => {
  const { class: name, id, title, acronym } = subject
  const uri = subjectUri(subject, baseUrl)
  const page = subjectPage(subject, baseUrl)
  if (name === 'Dataset') return { class: name, id, title, acronym, uri, page }
  if (name === 'Dataservice') return { class: name, id, title, self_api_url: uri, self_web_url: page }
  if (name === 'Topic' || name === 'Post') return { class: name, id, name: title }
  const pictures = subject.pictures?.(baseUrl) ?? { image: null, image_thumbnail: null }
  if (name === 'Reuse') return { class: name, id, title, ...pictures, uri, page }
  return { class: name, id }
}

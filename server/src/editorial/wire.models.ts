import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { Dataset } from '../catalog/wire.models.ts'
import { Uploaded } from '../images/wire.models.ts'
import { answers, creates, DateTime, Free, orNull, pageOf, searchOf, sends, type Answers } from '../openapi/index.ts'
import { SubjectReference } from '../subjects/wire.models.ts'

/** What wire.v1.ts writes, for the API's documents. */

const text = () => orNull(Type.String())
const Blocs = Type.Array(Type.Unknown(), { description: 'Each has a `class`.' })

export const Post = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    slug: Type.String(),
    headline: text(),
    content: text(),
    image_url: text(),
    image: text(),
    image_thumbnail: text(),
    credit_to: text(),
    credit_url: text(),
    tags: Type.Array(Type.String()),
    datasets: Type.Array(Dataset),
    reuses: Type.Array(SubjectReference),
    owner: orNull(UserReference),
    published: orNull(DateTime),
    body_type: Type.String(),
    kind: Type.String(),
    created_at: DateTime,
    last_modified: DateTime,
    uri: Type.String(),
    page: Type.String(),
    blocs: Type.Optional(Blocs),
  },
  { title: 'Post' },
)

const Site = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    keywords: Type.Array(Type.String()),
    feed_size: Type.Integer(),
    metrics: Free,
    version: Type.String(),
    datasets_blocs: Type.Optional(Blocs),
    reuses_blocs: Type.Optional(Blocs),
    dataservices_blocs: Type.Optional(Blocs),
  },
  { title: 'Site' },
)

export const editorialAnswers: Answers = {
  list_posts: answers(pageOf(Post)),
  create_post: creates(Post),
  get_post: answers(Post),
  update_post: answers(Post),
  publish_post: answers(Post),
  unpublish_post: answers(Post),
  post_image: answers(Uploaded),
  resize_post_image: answers(Uploaded),
  recent_posts_atom_feed: sends('application/atom+xml'),
  get_site: answers(Site),
  set_site: answers(Site),
}

export const editorialAnswersV2: Answers = { search_posts: answers(searchOf(Post)) }

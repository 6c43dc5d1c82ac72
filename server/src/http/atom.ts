import type { FastifyReply, FastifyRequest } from 'fastify'
// Escaping and dates of Atom, by a library.
import { Feed } from 'feed'
import { renderMarkdown } from '../lib/markdown.ts'

export interface Entry {
  /** Address by id: it never changes. */
  id: string
  link: string
  title: string
  /** Markdown. */
  text: string
  author: { name: string; link: string } | null
  publishedAt: Date
  updatedAt: Date
}

/** A feed of the newest, first (udata-api.md §12.4). */
export const sendFeed = (
  request: FastifyRequest,
  reply: FastifyReply,
  { title, baseUrl, entries }: { title: string; baseUrl: string; entries: Entry[] },
): FastifyReply => {
  const self = baseUrl + request.url
  const feed = new Feed({
    id: self,
    link: baseUrl,
    title,
    copyright: '',
    updated: entries[0]?.updatedAt ?? new Date(0),
    feedLinks: { atom: self },
  })
  for (const entry of entries) {
    feed.addItem({
      id: entry.id,
      link: entry.link,
      title: entry.title,
      content: renderMarkdown(entry.text),
      author: entry.author ? [entry.author] : [],
      published: entry.publishedAt,
      date: entry.updatedAt,
    })
  }
  return reply.header('Content-Type', 'application/atom+xml; charset=utf-8').send(feed.atom1())
}

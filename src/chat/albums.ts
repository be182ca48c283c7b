import type { Message } from "./message.ts";

const MOST_ALBUMS = 1_000;

type InAlbum = { album: string | undefined; message: Pick<Message, "text"> | undefined };

/** Tells whether a file is a further one of several that were sent together, and has no words of its own. */
export function createAlbums(): (sent: InAlbum) => boolean {
  const albums = new Set<string>();
  return ({ album, message }) => {
    if (album === undefined) return false;
    const known = albums.has(album);
    albums.add(album);
    const [oldest] = albums;
    if (albums.size > MOST_ALBUMS && oldest !== undefined) albums.delete(oldest);
    return known && message?.text.trim() === "";
  };
}

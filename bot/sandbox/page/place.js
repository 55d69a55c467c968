/** place.js answers: which person, channel and thread does the address name? */

/** The place {user, channel, thread} in the address, with null for what it leaves out. */
export function placeOf(hash) {
  const [user, channel, thread] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { user: user || null, channel: channel || null, thread: thread || null };
}

/** The place that the sandbox's permalinks lead to: "?channel=…&ts=…". */
export function placeOfQuery(search) {
  const query = new URLSearchParams(search);
  return { user: null, channel: query.get("channel"), thread: query.get("ts") };
}

/** The address of a place. */
export function hashOf({ user, channel, thread }) {
  return `#/${[user, channel, thread].filter(Boolean).map(encodeURIComponent).join("/")}`;
}

/** The message that a permalink of Slack's form leads to, as {channel, ts, thread}, or null. */
export function permalink(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const found = url?.pathname.match(/^\/archives\/([CDG]\w+)(?:\/p(\d{10})(\d{6}))?$/);
  if (!found) return null;
  const ts = found[2] ? `${found[2]}.${found[3]}` : null;
  return { channel: found[1], ts, thread: url.searchParams.get("thread_ts") };
}

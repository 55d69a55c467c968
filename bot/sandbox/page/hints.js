/** hints.js answers: what could the half-typed word in the message box become? */

import { escaped } from "/page/mrkdwn.js";

/** What Baton's own sub-commands do; Slack's manifest has no place for it. */
const ABOUT = {
  help: "How Baton works, in a few lines",
  status: "Where a brief stands, or all of yours",
  list: "The briefs in flight",
  digest: "This week's latency so far",
};

/** Every command and sub-command, as {insert, shown, about}. */
function commandRows(directory) {
  return directory.commands.flatMap(({ command, usage_hint: usage, description }) => [
    { insert: command, shown: command, about: description ?? "" },
    ...subCommands(usage).map(([word, rest]) => ({
      insert: `${command} ${word}`,
      shown: `${command} ${word}${rest}`,
      about: ABOUT[word] ?? "",
    })),
  ]);
}

/** The words of a usage hint such as "[help|status [ID]|list]", each with what may follow it. */
function subCommands(usage = "") {
  const inside = usage.trim().replace(/^\[(.*)\]$/, "$1");
  const found = inside.split("|").map((word) => word.trim().match(/^([a-z][\w-]*)(.*)$/));
  return found.filter(Boolean).map(([, word, rest]) => [word, rest]);
}

/** The rows to offer for a text with the cursor at `at`, as {rows, from}: a row replaces the text between. */
export function hintsFor(text, at, directory) {
  if (text.startsWith("/")) {
    const typed = text.slice(0, at).toLowerCase();
    return { from: 0, rows: commandRows(directory).filter(({ insert }) => insert.startsWith(typed.trimEnd()) && insert.length >= typed.trimEnd().length) };
  }
  const word = text.slice(0, at).match(/(?:^|\s)([@#][^\s@#]*)$/)?.[1];
  if (!word) return { from: 0, rows: [] };
  const rows = (word[0] === "@" ? mentionRows(directory) : channelRows(directory)).filter(({ insert, about }) =>
    `${insert} ${about}`.toLowerCase().includes(word.slice(1).toLowerCase()),
  );
  return { from: at - word.length, rows: rows.slice(0, 8) };
}

function mentionRows(directory) {
  const people = [...directory.users.values()].map((user) => row(`@${directory.name(user.id)}`, user.title ?? ""));
  const groups = [...directory.groups.values()].map((group) => row(`@${group.handle}`, group.name));
  return [...people, ...groups];
}

function channelRows(directory) {
  const channels = [...directory.channels.values()].filter((channel) => channel.kind !== "im");
  return channels.map((channel) => row(`#${channel.name}`, channel.topic ?? ""));
}

function row(insert, about) {
  return { insert, shown: insert, about };
}

/** A typed text as Slack stores it: escaped, with names of people, groups and channels as references. */
export function stored(text, directory) {
  const names = [
    ...[...directory.users.values()].map((user) => [`@${directory.name(user.id)}`, `<@${user.id}>`]),
    ...[...directory.groups.values()].map((group) => [`@${group.handle}`, `<!subteam^${group.id}>`]),
    ...[...directory.channels.values()].filter(({ kind }) => kind !== "im").map(({ id, name }) => [`#${name}`, `<#${id}>`]),
  ];
  names.sort(([one], [other]) => other.length - one.length); // the longest name first: "@Dee Okafor" before "@Dee"
  const quoted = names.map(([name]) => escaped(name).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!quoted.length) return escaped(text);
  const references = new Map(names.map(([name, reference]) => [escaped(name), reference]));
  const pattern = new RegExp(`(?<![\\w@#])(?:${quoted.join("|")})(?![\\w-])`, "g");
  return escaped(text).replace(pattern, (name) => references.get(name));
}

/** The sentence for a text that starts like a command but cannot be one here, else null. */
export function commandProblem(text, directory, inThread) {
  const name = text.split(/\s/, 1)[0];
  if (!directory.commands.some(({ command }) => command === name)) {
    return `${name} is not a valid command. Messages that start with “/” are read as commands.`;
  }
  return inThread ? `${name} is not supported in threads. Type it in the channel instead.` : null;
}

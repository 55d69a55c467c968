/** hints.js answers: what could the half-typed command in the message box become? */

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

/** The rows to offer for a text with the cursor at `at`; a row replaces what stands before the cursor. */
export function hintsFor(text, at, directory) {
  if (!text.startsWith("/")) return [];
  const typed = text.slice(0, at).toLowerCase().trimEnd();
  return commandRows(directory).filter(({ insert }) => insert.startsWith(typed));
}

/** The sentence for a text that starts like a command but cannot be one here, else null. */
export function commandProblem(text, directory, inThread) {
  const name = text.split(/\s/, 1)[0];
  if (!directory.commands.some(({ command }) => command === name)) {
    return `${name} is not a valid command. Messages that start with “/” are read as commands.`;
  }
  return inThread ? `${name} is not supported in threads. Type it in the channel instead.` : null;
}

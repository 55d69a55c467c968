/** api.js answers: what may the page ask of the sandbox, and how does it hear of changes? */

/** A request that the sandbox refused, or could not be reached with; `message` is the sentence to show. */
export class Refused extends Error {
  constructor(message, { unreachable = false } = {}) {
    super(message);
    this.unreachable = unreachable;
  }
}

const UNREACHABLE = "The sandbox does not answer. Is it still running?";

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused(UNREACHABLE, { unreachable: true });
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null || answer.ok === false) throw new Refused(sentence(response, answer));
  return answer;
}

function sentence(response, answer) {
  if (answer?.text) return answer.text;
  if (answer?.error) return `That did not work (${answer.error}).`;
  return `The sandbox answered ${response.status}.`;
}

function get(path, query) {
  return ask(`${path}?${new URLSearchParams(query)}`);
}

function post(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const api = {
  state: (user) => get("/ui/state", { user }),
  messages: (user, channel) => get("/ui/messages", { user, channel }),
  thread: (user, channel, ts) => get("/ui/thread", { user, channel, ts }),
  view: (user) => get("/ui/view", { user }),
  home: (user) => get("/ui/home", { user }),
  read: (user, channel) => post("/ui/read", { user, channel }),
  say: (user, channel, text, threadTs) =>
    post("/ui/say", { user, channel, text, ...(threadTs && { thread_ts: threadTs }) }),
  command: (user, channel, text) => post("/ui/command", { user, channel, text }),
  click: (body) => post("/ui/click", body),
  shortcut: (body) => post("/ui/shortcut", body),
  submit: (user, viewId, values) => post("/ui/view/submit", { user, view_id: viewId, values }),
  close: (user, viewId, clear) => post("/ui/view/close", { user, view_id: viewId, clear }),
  upload(user, channel, threadTs, file) {
    const query = { user, ...(channel && { channel }), ...(threadTs && { thread_ts: threadTs }) };
    const body = new FormData();
    body.append("file", file, file.name);
    return ask(`/ui/upload?${new URLSearchParams(query)}`, { method: "POST", body });
  },
};

const RETRY_MS = [500, 1000, 2000, 5000];

/**
 * Listens to one person's changes until the returned function is called; `onBack` is told after every
 * lost connection, because what happened meanwhile was not heard.
 */
export function listen(user, { onChange, onLost, onBack }) {
  let source = null;
  let timer = null;
  let failures = 0;
  const open = () => {
    source = new EventSource(`/ui/events?${new URLSearchParams({ user })}`);
    source.onopen = () => {
      if (failures) onBack();
      failures = 0;
    };
    source.onmessage = (event) => onChange(JSON.parse(event.data));
    source.onerror = () => {
      source.close(); // the browser gives up on some errors, so the retry is ours
      failures += 1;
      if (failures > 1) onLost();
      timer = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

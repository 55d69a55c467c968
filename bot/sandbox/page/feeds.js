/** feeds.js answers: what is fetched again when something changes, and where is it shown? */

import { api, Refused } from "/page/api.js";
import { Directory } from "/page/directory.js";
import { announce } from "/page/dom.js";
import { spokenSummary } from "/page/messages.js";
import { coalesced } from "/page/refresh.js";

/** Everything that one page fetches for its workspace; each of `state`, `messages`, … brings one part up to date. */
export class Feeds {
  constructor(workspace) {
    this.workspace = workspace;
    this.state = coalesced(() => this.fetchState());
    this.messages = coalesced(() => this.fetchMessages());
    this.thread = coalesced(() => this.fetchThread());
    this.view = coalesced(() => this.fetchView());
    this.home = coalesced(() => this.fetchHome());
  }

  /** The channel and the thread. */
  both() {
    return Promise.all([this.messages(), this.thread()]);
  }

  /** Fetches what an event names. */
  changed({ type, channel }) {
    this.workspace.lost(false);
    const feed = { state: this.state, view: this.view, home: this.home }[type];
    if (feed) feed();
    if (type !== "message") return;
    this.state();
    if (!channel || channel === this.workspace.channel) this.both();
  }

  /** Fetches all, because nobody knows what happened while the connection was away. */
  all() {
    this.workspace.lost(false);
    return Promise.all([this.state(), this.both(), this.view(), this.home()]);
  }

  /** What the sandbox answers the present person; null when they are another one by then, or it refuses. */
  async fetched(ask) {
    const { user, channel, thread } = this.workspace;
    try {
      const answer = await ask({ user, channel, thread });
      return user === this.workspace.user ? answer : null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.unreachable) this.workspace.lost(true);
      return null;
    }
  }

  async fetchState() {
    const { user } = this.workspace;
    const state = await this.fetched(() => api.state(user));
    if (!state) return;
    this.workspace.learn(new Directory(state, user));
    await this.markRead();
  }

  async fetchMessages() {
    const { channel: asked } = this.workspace;
    if (asked === "home" || !asked) return;
    const answer = await this.fetched(({ user, channel }) => api.messages(user, channel));
    if (!answer || asked !== this.workspace.channel) return;
    this.show(this.workspace.channelPane.messages, answer.messages);
    await this.markRead();
  }

  async fetchThread() {
    const { thread: asked } = this.workspace;
    if (!asked) return;
    const answer = await this.fetched(({ user, channel, thread }) => api.thread(user, channel, thread));
    if (!answer || asked !== this.workspace.thread) return;
    this.show(this.workspace.threadPane.messages, answer.messages, { thread: true });
  }

  async fetchView() {
    const answer = await this.fetched(({ user }) => api.view(user));
    if (answer) this.workspace.modal.show(answer);
  }

  async fetchHome() {
    if (this.workspace.channel !== "home") return;
    const answer = await this.fetched(({ user }) => api.home(user));
    if (!answer || this.workspace.channel !== "home") return;
    this.workspace.homePane.show(answer.view, this.workspace.directory);
  }

  show(list, messages, options = {}) {
    const { directory, user, dismissed } = this.workspace;
    const first = list.drawn.size === 0;
    const kept = messages.filter(({ ephemeral, ts }) => !(ephemeral && dismissed.has(`${user}/${ts}`)));
    const fresh = list.show(kept, directory, options);
    const foreign = fresh.filter((message) => message.user !== user);
    if (!first && foreign.length) announce(spokenSummary(foreign.at(-1), directory));
  }

  async markRead() {
    const { directory, channel: here } = this.workspace;
    const channel = directory.channels.get(here);
    if (!channel || !(channel.unread || channel.mention) || document.hidden) return;
    Object.assign(channel, { unread: 0, mention: 0 });
    this.workspace.drawSidebar();
    await this.fetched(({ user }) => api.read(user, channel.id));
  }
}

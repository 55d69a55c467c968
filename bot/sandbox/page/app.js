/** app.js answers: who is looking at what, and what happens when something changes? */

import { api, listen, Refused } from "/page/api.js";
import { Directory } from "/page/directory.js";
import { alertSentence, announce, h } from "/page/dom.js";
import { spokenSummary } from "/page/messages.js";
import { Modal } from "/page/modal.js";
import { ChannelPane, HomePane, ThreadPane } from "/page/panes.js";
import { hashOf, permalink, placeOf, placeOfQuery } from "/page/place.js";
import { coalesced } from "/page/refresh.js";
import { Sidebar } from "/page/sidebar.js";
import { destinations, Switcher } from "/page/switcher.js";

const FIRST_PERSON = "U0TOM";
const FIRST_CHANNEL = "C0MARKETING"; // the app is in it, so that a newcomer's first command is answered there
const byId = (id) => document.getElementById(id);

/** The page as one person sees it: a place in the workspace and the panes that show it. */
class Workspace {
  constructor() {
    Object.assign(this, { user: null, channel: null, thread: null, directory: null, dismissed: new Set() });
    const directoryOf = () => this.directory;
    this.sidebar = new Sidebar(byId("sidebar"), {
      open: (id) => this.open(id),
      home: () => this.openHome(),
      find: () => this.find(),
      become: (id) => this.attempt(() => this.become(id)),
    });
    const list = {
      click: (message, payload) => this.clickMessage(message, payload),
      dismiss: (message) => this.dismiss(message),
    };
    this.channelPane = new ChannelPane(byId("channel"), directoryOf, {
      ...list,
      openThread: (ts) => this.openThread(ts),
      toList: () => this.screen("list"),
      say: (text) => this.say(text, null),
      command: (text) => this.command(text),
      upload: (files) => this.upload(files, null),
    });
    this.homePane = new HomePane(byId("channel"), {
      toList: () => this.screen("list"),
      toApp: () => this.open(this.directory.appChannel.id),
      click: (payload) => this.click(payload),
    });
    this.threadPane = new ThreadPane(byId("thread"), directoryOf, {
      ...list,
      close: () => this.closeThread(),
      say: (text) => this.say(text, this.thread),
      upload: (files) => this.upload(files, this.thread),
    });
    this.modal = new Modal(directoryOf, {
      click: (payload) => this.click(payload),
      submit: (id, values) => api.submit(this.user, id, values),
      close: (id, clear) => api.close(this.user, id, clear),
      refresh: () => this.refreshView(),
      upload: async (file) => (await api.upload(this.user, null, null, file)).file,
    });
    this.refreshState = coalesced(() => this.fetchState());
    this.refreshMessages = coalesced(() => this.fetchMessages());
    this.refreshThread = coalesced(() => this.fetchThread());
    this.refreshView = coalesced(() => this.fetchView());
    this.refreshHome = coalesced(() => this.fetchHome());
  }

  /* Where the person is */

  async start() {
    const place = location.hash ? placeOf(location.hash) : placeOfQuery(location.search);
    const known = place.user ?? localStorage.getItem("sandbox-person") ?? FIRST_PERSON;
    try {
      await this.become(known, place);
    } catch (error) {
      if (!(error instanceof Refused) || known === FIRST_PERSON) throw error;
      await this.become(FIRST_PERSON); // the remembered person is not of this workspace
    }
    window.addEventListener("hashchange", () => this.attempt(() => this.follow(placeOf(location.hash))));
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("visibilitychange", () => this.refreshMessages());
    setInterval(() => this.redrawTimes(), 60_000);
  }

  /** Looks at the workspace as another person, where something waits for them if anything does. */
  async become(user, place = {}) {
    const state = await api.state(user);
    this.stop?.();
    this.modal.hide();
    this.user = user;
    this.directory = new Directory(state, user);
    localStorage.setItem("sandbox-person", user);
    this.stop = listen(user, {
      onChange: (change) => this.changed(change),
      onLost: () => this.lost(true),
      onBack: () => this.back(),
    });
    const { screen } = document.body.dataset;
    this.go(this.landing(place.channel), place.channel ? place.thread : null);
    if (screen === "list" && !place.channel) this.screen("list");
    this.channelPane.showHint(this.directory);
    announce(`You are now ${this.directory.name(user)}`);
    await this.refreshView();
  }

  landing(wanted) {
    const { channels } = this.directory;
    if (wanted === "home" || channels.has(wanted)) return wanted;
    const open = [...channels.values()].filter((channel) => channel.member !== false);
    const calling = open.find(({ mention }) => mention) ?? open.find(({ unread }) => unread);
    if (calling) return calling.id;
    if (this.channel === "home" || channels.has(this.channel)) return this.channel;
    return channels.has(FIRST_CHANNEL) ? FIRST_CHANNEL : open[0].id;
  }

  async follow({ user, channel, thread }) {
    if (user && user !== this.user) await this.become(user, { channel, thread });
    else if (channel && (channel !== this.channel || thread !== this.thread))
      this.go(this.landing(channel), thread);
  }

  open(channel) {
    this.go(channel, null);
    if (matchMedia("(hover: hover)").matches) this.channelPane.composer.focus();
  }

  openHome() {
    this.go("home", null);
    this.homePane.title.focus();
  }

  openThread(ts) {
    this.go(this.channel, ts);
    this.threadPane.title.focus();
  }

  closeThread() {
    if (!this.thread) return;
    const { thread } = this;
    this.go(this.channel, null);
    const bar = byId("channel").querySelector(`[data-thread="${CSS.escape(thread)}"]`);
    (bar ?? this.channelPane.composer.field).focus();
  }

  go(channel, thread) {
    const moved = channel !== this.channel || this.shownFor !== this.user;
    const threadMoved = moved || thread !== this.thread;
    Object.assign(this, { channel, thread, shownFor: this.user });
    history.replaceState(null, "", `/${hashOf(this)}`);
    const home = channel === "home";
    this.homePane.content.hidden = !home;
    this.channelPane.content.hidden = home;
    if (moved && !home) {
      this.channelPane.messages.clear();
      this.channelPane.open(this.directory.channels.get(channel), this.directory);
    }
    if (!thread) this.threadPane.close();
    else if (threadMoved) this.threadPane.open(this.directory.channels.get(channel), this.directory);
    this.screen(thread ? "thread" : "channel");
    this.drawSidebar();
    this.refreshMessages();
    this.refreshThread();
    if (home) this.refreshHome();
  }

  screen(name) {
    document.body.dataset.screen = name;
  }

  find() {
    if (this.switcher || document.querySelector("dialog[open]")) return;
    const deeds = {
      open: (id) => this.open(id),
      home: () => this.openHome(),
      become: (id) => this.attempt(() => this.become(id)),
    };
    this.switcher = new Switcher(destinations(this.directory, deeds));
    this.switcher.onClose = () => {
      this.switcher = null;
    };
  }

  /* What the person does */

  async say(text, thread) {
    await api.say(this.user, this.channel, text, thread);
    await this.refreshBoth();
  }

  async command(text) {
    await api.command(this.user, this.channel, text);
    await Promise.all([this.refreshView(), this.refreshMessages()]);
  }

  async upload(files, thread) {
    for (const file of files) await api.upload(this.user, this.channel, thread, file);
    await this.refreshBoth();
  }

  clickMessage(message, payload) {
    return this.click({ channel: this.channel, message_ts: message.ts, ...payload });
  }

  async click(payload) {
    await api.click({ user: this.user, ...payload });
    await this.refreshView();
  }

  dismiss(message) {
    this.dismissed.add(`${this.user}/${message.ts}`);
    this.refreshBoth();
  }

  /** Does something whose refusal has no better place than the alert at the edge of the page. */
  async attempt(deed) {
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      alertSentence(error.message);
    }
  }

  key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      this.find();
    } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) this.closeThread();
  }

  /** Links into this workspace stay on the page. */
  clicked(event) {
    const room = event.target.closest("[data-goto]");
    if (room) return this.open(room.dataset.goto);
    const anchor = event.target.closest("a[href]");
    const target = anchor && !event.ctrlKey && !event.metaKey ? permalink(anchor.href) : null;
    if (!target || !this.directory.channels.has(target.channel)) return undefined;
    event.preventDefault();
    return this.go(target.channel, target.thread ?? target.ts);
  }

  /* What changed */

  changed({ type, channel }) {
    this.lost(false);
    const refresh = { state: this.refreshState, view: this.refreshView, home: this.refreshHome }[type];
    if (refresh) refresh();
    if (type !== "message") return;
    this.refreshState();
    if (!channel || channel === this.channel) this.refreshBoth();
  }

  lost(gone) {
    byId("connection").hidden = !gone;
  }

  back() {
    this.lost(false);
    for (const refresh of [this.refreshState, this.refreshBoth, this.refreshView, this.refreshHome])
      refresh.call(this);
  }

  refreshBoth() {
    return Promise.all([this.refreshMessages(), this.refreshThread()]);
  }

  /** Fetches for the present person; null when they are another one by then or the sandbox is away. */
  async fetched(ask) {
    const { user, channel, thread } = this;
    try {
      const answer = await ask({ user, channel, thread });
      return user === this.user ? answer : null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.lost(true);
      return null;
    }
  }

  async fetchState() {
    const { user } = this;
    const state = await this.fetched(() => api.state(user));
    if (!state) return;
    this.directory = new Directory(state, user);
    this.drawSidebar();
    await this.markRead();
  }

  async fetchMessages() {
    if (this.channel === "home" || !this.channel) return;
    const { channel: asked } = this;
    const answer = await this.fetched(({ user, channel }) => api.messages(user, channel));
    if (!answer || asked !== this.channel) return;
    this.showIn(this.channelPane.messages, answer.messages, { empty: "Nothing here yet." });
    await this.markRead();
  }

  async fetchThread() {
    if (!this.thread) return;
    const { thread: asked } = this;
    const answer = await this.fetched(({ user, channel, thread }) => api.thread(user, channel, thread));
    if (answer && asked === this.thread)
      this.showIn(this.threadPane.messages, answer.messages, { thread: true });
  }

  async fetchView() {
    const { user } = this;
    const answer = await this.fetched(() => api.view(user));
    if (answer) this.modal.show(answer);
  }

  async fetchHome() {
    if (this.channel !== "home") return;
    const answer = await this.fetched(({ user }) => api.home(user));
    if (answer && this.channel === "home") this.homePane.show(answer.view, this.directory);
  }

  showIn(list, messages, options) {
    const first = list.drawn.size === 0;
    const kept = messages.filter(
      (message) => !(message.ephemeral && this.dismissed.has(`${this.user}/${message.ts}`)),
    );
    const fresh = list.show(kept, this.directory, options);
    const foreign = fresh.filter((message) => message.user !== this.user);
    if (!first && foreign.length) announce(spokenSummary(foreign.at(-1), this.directory));
  }

  async markRead() {
    const channel = this.directory.channels.get(this.channel);
    if (!channel || !(channel.unread || channel.mention) || document.hidden) return;
    Object.assign(channel, { unread: 0, mention: 0 });
    this.drawSidebar();
    await this.fetched(({ user }) => api.read(user, channel.id));
  }

  drawSidebar() {
    const { directory, channel } = this;
    this.sidebar.show(directory, channel);
    const calls = [...directory.channels.values()].reduce((sum, { mention }) => sum + (mention ?? 0), 0);
    const where = channel === "home" ? `${directory.app.name} home` : directory.channelName(channel);
    document.title = `${calls ? `(${calls}) ` : ""}${where} · ${directory.team.name}`;
  }

  /** "Today" becomes "yesterday" at midnight, also on a page left open. */
  redrawTimes() {
    const today = new Date().toDateString();
    if (today === this.drawnOn) return;
    this.drawnOn = today;
    this.channelPane.messages.clear();
    this.refreshBoth();
  }
}

const workspace = new Workspace();
workspace.drawnOn = new Date().toDateString();
workspace.start().catch((error) => {
  if (!(error instanceof Refused)) throw error;
  byId("channel").replaceChildren(h("p.empty", {}, error.message, " ", h("a", { href: "/" }, "Try again")));
});

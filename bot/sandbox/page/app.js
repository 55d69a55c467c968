/** app.js answers: who is looking at what, and what happens when something changes? */

import { api, listen, Refused } from "/page/api.js";
import { Directory } from "/page/directory.js";
import { alertSentence, announce, h } from "/page/dom.js";
import { Feeds } from "/page/feeds.js";
import { Modal } from "/page/modal.js";
import { ChannelPane, HomePane, ThreadPane } from "/page/panes.js";
import { hashOf, permalink, placeOf, placeOfQuery } from "/page/place.js";
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
      shortcut: (id, message) => this.attempt(() => this.shortcut(id, message)),
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
      refresh: () => this.feeds.view(),
      upload: async (file) => (await api.upload(this.user, null, null, file)).file,
    });
    this.feeds = new Feeds(this);
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
    document.addEventListener("visibilitychange", () => this.feeds.messages());
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
      onChange: (change) => this.feeds.changed(change),
      onLost: () => this.lost(true),
      onBack: () => this.feeds.all(),
    });
    const { screen } = document.body.dataset;
    this.go(this.landing(place.channel), place.channel ? place.thread : null);
    if (screen === "list" && !place.channel) this.screen("list");
    this.channelPane.showHint(this.directory);
    announce(`You are now ${this.directory.name(user)}`);
    await this.feeds.view();
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
    this.feeds.messages();
    this.feeds.thread();
    if (home) this.feeds.home();
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
      shortcut: (id) => this.attempt(() => this.shortcut(id)),
    };
    this.switcher = new Switcher(destinations(this.directory, deeds));
    this.switcher.onClose = () => {
      this.switcher = null;
    };
  }

  /* What the person does */

  async say(text, thread) {
    await api.say(this.user, this.channel, text, thread);
    await this.feeds.both();
  }

  async command(text) {
    await api.command(this.user, this.channel, text);
    this.channelPane.dismissHint();
    await Promise.all([this.feeds.view(), this.feeds.messages()]);
  }

  async upload(files, thread) {
    for (const file of files) await api.upload(this.user, this.channel, thread, file);
    await this.feeds.both();
  }

  clickMessage(message, payload) {
    return this.click({ channel: this.channel, message_ts: message.ts, ...payload });
  }

  async click(payload) {
    await api.click({ user: this.user, ...payload });
    await this.feeds.view();
  }

  /** Picks an entry from the menu of a message, or from the global one. */
  async shortcut(id, message = null) {
    const where = message && { channel: this.channel, message_ts: message.ts };
    await api.shortcut({ user: this.user, callback_id: id, ...where });
    await Promise.all([this.feeds.view(), this.feeds.messages()]);
  }

  dismiss(message) {
    this.dismissed.add(`${this.user}/${message.ts}`);
    this.feeds.both();
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

  /* What the page shows */

  /** Takes in what has become known about the workspace. */
  learn(directory) {
    this.directory = directory;
    if (this.channel === "home" || directory.channels.has(this.channel)) this.drawSidebar();
    else this.go(this.landing(null), null); // the person is no longer in the channel they were reading
  }

  lost(gone) {
    byId("connection").hidden = !gone;
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
    this.feeds.both();
  }
}

const workspace = new Workspace();
workspace.drawnOn = new Date().toDateString();
workspace.start().catch((error) => {
  if (!(error instanceof Refused)) throw error;
  byId("channel").replaceChildren(h("p.empty", {}, error.message, " ", h("a", { href: "/" }, "Try again")));
});

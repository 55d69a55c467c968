/** directory.js answers: who and what is meant by an id, as one reader sees the workspace? */

/** The people, channels and groups of one `/ui/state`, as `me` sees them. */
export class Directory {
  constructor(state, me) {
    this.state = state;
    this.myId = me;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.groups = new Map((state.usergroups ?? []).map((group) => [group.id, group]));
    this.app = state.app;
    this.team = state.workspace;
    this.commands = state.commands ?? [];
    this.shortcuts = state.shortcuts ?? [];
    this.teams = state.teams ?? {};
  }

  get me() {
    return this.users.get(this.myId);
  }

  /** The IANA zone that dates are shown in: the reader's own if the workspace knows it, else the browser's. */
  get zone() {
    return this.me?.tz || Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  get locale() {
    return navigator.language || "en-GB";
  }

  isApp(id) {
    return id === this.app.bot_user_id || id === this.app.id;
  }

  /** The people a person can act as: everyone but the app. */
  get people() {
    return [...this.users.values()].filter((user) => !this.isApp(user.id) && !user.is_bot);
  }

  /** How a person or the app is called in conversation. */
  name(id) {
    if (this.isApp(id)) return this.app.name;
    const user = this.users.get(id);
    return user ? user.real_name || user.name : id;
  }

  /** The company of a person from another workspace, else null. */
  company(user) {
    if (!user?.external) return null;
    return this.teams[user.team_id] ?? "another company";
  }

  channelName(id) {
    const channel = this.channels.get(id);
    if (!channel) return id;
    if (channel.kind !== "im") return channel.name;
    return this.name(channel.with ?? this.app.bot_user_id);
  }

  /** The direct conversation with the app. */
  get appChannel() {
    return [...this.channels.values()].find((channel) => channel.kind === "im");
  }

  /** The address of a file's bytes for this reader. */
  fileUrl(url) {
    const address = new URL(url, location.origin);
    if (address.pathname.startsWith("/files-pri/")) {
      address.searchParams.set("user", this.myId);
      return location.origin + address.pathname + address.search; // however the bot reaches the sandbox
    }
    return /^https?:$/.test(address.protocol) ? address.href : "about:blank"; // never a script
  }

  /** The address of the picture of an image block or element. */
  imageUrl(image) {
    if (image.image_url) return this.fileUrl(image.image_url);
    const file = image.slack_file ?? {};
    if (file.url) return this.fileUrl(file.url);
    return this.fileUrl(`/files-pri/${this.team.id}-${file.id}/image`);
  }
}

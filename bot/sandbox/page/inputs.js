/** inputs.js answers: which control stands for an input element, and what has the person put into it? */

import { h } from "/page/dom.js";
import { label, plain } from "/page/mrkdwn.js";
import { picker } from "/page/picker.js";

/**
 * The control of an element: {node, target, read, problem, group}. `read` gives Slack's state value,
 * `problem` a sentence or null, `target` is focused on an error. Null for an element that is no input.
 * `kept` is an earlier `read` that wins over the element's initial values; `onChange` hears every change.
 */
export function control(element, { directory, kept = null, onChange = () => {}, upload = null }) {
  const make = CONTROLS[element.type];
  return make ? make(element, { directory, kept, onChange, upload }) : null;
}

const REQUIRED = "Please complete this required field.";

/** Whether a state value says nothing at all. */
export function isEmpty(value) {
  const { type: _, ...rest } = value;
  return Object.values(rest).every((item) => item === null || (Array.isArray(item) && !item.length));
}

/** The sentence for a control left empty although it must be filled, else its own problem. */
export function problemOf(made, optional) {
  if (isEmpty(made.read())) return optional ? null : REQUIRED;
  return made.problem?.() ?? null;
}

function placeholder(element) {
  return element.placeholder ? plain(element.placeholder.text) : null;
}

function typed(element, { kept, onChange }, attributes, problem = () => null) {
  const spec = element.multiline ? "textarea" : "input";
  const initial = kept ? (kept.value ?? "") : (element.initial_value ?? "");
  const node = h(spec, {
    placeholder: placeholder(element),
    rows: element.multiline ? 4 : null,
    autocomplete: "off",
    value: String(initial),
    on: { change: () => onChange("change"), keydown: (event) => entered(event, element, onChange) },
    ...(element.multiline ? {} : attributes),
  });
  const read = () => ({ type: element.type, value: node.value.trim() === "" ? null : node.value });
  return { node, target: node, read, problem: () => problem(node.value) };
}

function entered(event, element, onChange) {
  if (event.key === "Enter" && !element.multiline) onChange("enter");
}

function lengthProblem({ min_length: least, max_length: most }) {
  return (text) => {
    if (least && text.length < least) return `Must be at least ${least} characters.`;
    if (most && text.length > most) return `Must be at most ${most} characters (now ${text.length}).`;
    return null;
  };
}

function numberProblem({ min_value: least, max_value: most, is_decimal_allowed: decimal }) {
  return (text) => {
    const pattern = decimal ? /^-?(?:\d+\.?\d*|\.\d+)$/ : /^-?\d+$/;
    if (!pattern.test(text.trim()))
      return decimal ? "Please enter a number." : "Please enter a whole number.";
    if (least !== undefined && Number(text) < Number(least)) return `Must be at least ${least}.`;
    if (most !== undefined && Number(text) > Number(most)) return `Must be at most ${most}.`;
    return null;
  };
}

const emailProblem = (text) =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? null : "Please enter a valid email address.";
const urlProblem = (text) => (/^https?:\/\/\S+\.\S+/.test(text.trim()) ? null : "Please enter a valid URL.");

function number(element, context) {
  const attributes = { type: "text", inputmode: element.is_decimal_allowed ? "decimal" : "numeric" };
  const made = typed(element, context, attributes, numberProblem(element));
  const read = () => ({ type: element.type, value: made.node.value.trim() || null });
  return { ...made, read };
}

function moment(type, key) {
  return (element, { kept, onChange }) => {
    const initial = kept ? kept[key] : element[`initial_${key.replace("selected_", "")}`];
    const node = h("input", { type, value: initial ?? "", on: { change: () => onChange("change") } });
    return { node, target: node, read: () => ({ type: element.type, [key]: node.value || null }) };
  };
}

function dateTime(element, { kept, onChange }) {
  const initial = kept ? kept.selected_date_time : element.initial_date_time;
  const local = (seconds) => new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60_000);
  const value = initial ? local(initial).toISOString().slice(0, 16) : "";
  const node = h("input", { type: "datetime-local", value, on: { change: () => onChange("change") } });
  const seconds = () => (node.value ? new Date(node.value).getTime() / 1000 : null);
  return { node, target: node, read: () => ({ type: element.type, selected_date_time: seconds() }) };
}

function optionsOf(element) {
  return element.option_groups
    ? element.option_groups.flatMap((group) => group.options)
    : (element.options ?? []);
}

function staticSelect(element, { kept, onChange }) {
  const options = optionsOf(element);
  const initial = (kept ? kept.selected_option : element.initial_option)?.value;
  const row = (option) =>
    h("option", { value: option.value, selected: option.value === initial }, label(option.text));
  const rows = element.option_groups
    ? element.option_groups.map((group) =>
        h("optgroup", { label: label(group.label) }, group.options.map(row)),
      )
    : options.map(row);
  const node = select(placeholder(element) ?? "Choose an option", rows, initial, onChange);
  const chosen = () => options.find((option) => option.value === node.value) ?? null;
  return { node, target: node, read: () => ({ type: element.type, selected_option: chosen() }) };
}

function select(prompt, rows, initial, onChange) {
  const none = h("option", { value: "", selected: initial === undefined || initial === null }, prompt);
  return h("select", { on: { change: () => onChange("change") } }, none, rows);
}

function multiStatic(element, { kept, onChange }) {
  const options = optionsOf(element);
  const rows = options.map((option) => ({
    value: option.value,
    label: label(option.text),
    hint: label(option.description),
  }));
  const initial = (kept ? kept.selected_options : element.initial_options) ?? [];
  const made = chips(
    element,
    rows,
    initial.map((option) => option.value),
    onChange,
  );
  const chosen = () => made.chosen.map((value) => options.find((option) => option.value === value));
  return {
    node: made.node,
    target: made.field,
    read: () => ({ type: element.type, selected_options: chosen() }),
  };
}

function chips(element, options, chosen, onChange) {
  return picker({
    options,
    chosen,
    placeholder: placeholder(element) ?? "Type to search",
    limit: element.max_selected_items ?? Infinity,
    onChange: () => onChange("change"),
  });
}

function people(directory) {
  return [...directory.users.values()].map((user) => ({
    value: user.id,
    label: directory.name(user.id),
    hint: directory.company(user) ?? user.title,
  }));
}

function places(directory, kinds) {
  const channels = [...directory.channels.values()].filter((channel) => kinds.includes(channel.kind));
  return channels.map((channel) => ({
    value: channel.id,
    label: `${channel.kind === "im" ? "" : "#"}${directory.channelName(channel.id)}`,
  }));
}

function oneOf(rowsOf, key) {
  return (element, { directory, kept, onChange }) => {
    const initial = (kept ? kept[key] : element[key.replace("selected_", "initial_")]) ?? null;
    const rows = rowsOf(directory, element).map((row) =>
      h("option", { value: row.value, selected: row.value === initial }, row.label),
    );
    const node = select(placeholder(element) ?? "Choose", rows, initial, onChange);
    return { node, target: node, read: () => ({ type: element.type, [key]: node.value || null }) };
  };
}

function someOf(rowsOf, key) {
  return (element, { directory, kept, onChange }) => {
    const initial = (kept ? kept[key] : element[key.replace("selected_", "initial_")]) ?? [];
    const made = chips(element, rowsOf(directory, element), initial, onChange);
    return { node: made.node, target: made.field, read: () => ({ type: element.type, [key]: made.chosen }) };
  };
}

function choices(kind) {
  return (element, { kept, onChange }) => {
    const initial = initialValues(kept ?? element, kept ? "selected" : "initial");
    const name = `choice-${element.action_id}-${Math.random().toString(36).slice(2)}`;
    const boxes = element.options.map((option) =>
      h("input", {
        type: kind,
        name,
        value: option.value,
        checked: initial.has(option.value),
        on: { change: () => onChange("change") },
      }),
    );
    const rows = element.options.map((option, at) => h("label.choice", {}, boxes[at], choiceText(option)));
    const node = h("div.choices", { role: kind === "radio" ? "radiogroup" : "group" }, rows);
    const chosen = () => element.options.filter((_, at) => boxes[at].checked);
    const read = () =>
      kind === "radio"
        ? { type: element.type, selected_option: chosen()[0] ?? null }
        : { type: element.type, selected_options: chosen() };
    return { node, target: boxes[0], read, group: true };
  };
}

function initialValues(source, prefix) {
  const options = [source[`${prefix}_option`] ?? [], source[`${prefix}_options`] ?? []].flat();
  return new Set(options.map((option) => option.value));
}

function choiceText(option) {
  const hint = option.description && h("span.choice-hint", {}, label(option.description));
  return h("span", {}, label(option.text), hint);
}

function files(element, { kept, onChange, upload }) {
  let chosen = kept?.files ?? [];
  let trouble = null;
  const names = h("span.file-names", { "aria-live": "polite" });
  const show = (sentence) =>
    names.replaceChildren(sentence ?? (chosen.map((file) => file.name).join(", ") || "No file yet"));
  const accept = element.filetypes?.map((type) => `.${type}`).join(",");
  const node = h("input", { type: "file", accept, multiple: (element.max_files ?? 10) > 1 });
  node.addEventListener("change", async () => {
    show("Uploading…");
    try {
      chosen = await Promise.all([...node.files].map(upload));
      trouble = null;
    } catch (error) {
      trouble = error.message;
    }
    show(trouble);
    onChange("change");
  });
  show();
  const read = () => ({ type: element.type, files: chosen });
  return { node: h("div.file-input", {}, node, names), target: node, read, problem: () => trouble };
}

function richInput(element, context) {
  const words = (rich) =>
    (rich?.elements ?? [])
      .flatMap((part) => part.elements ?? [])
      .map((leaf) => leaf.text ?? "")
      .join("");
  const start = context.kept ? words(context.kept.rich_text_value) : words(element.initial_value);
  const made = typed({ ...element, multiline: true, initial_value: start }, { ...context, kept: null }, {});
  const section = (text) => ({ type: "rich_text_section", elements: [{ type: "text", text }] });
  const value = () =>
    made.node.value.trim() ? { type: "rich_text", elements: [section(made.node.value)] } : null;
  return { ...made, read: () => ({ type: element.type, rich_text_value: value() }) };
}

const CHANNEL_KINDS = ["channel", "private"];
const INCLUDED = { public: "channel", private: "private", im: "im" };
const conversations = (directory, { filter }) =>
  places(directory, (filter?.include ?? Object.keys(INCLUDED)).map((kind) => INCLUDED[kind]));
const inChannels = (directory) => places(directory, CHANNEL_KINDS);

const CONTROLS = {
  plain_text_input: (element, context) => typed(element, context, { type: "text" }, lengthProblem(element)),
  email_text_input: (element, context) => typed(element, context, { type: "email" }, emailProblem),
  url_text_input: (element, context) => typed(element, context, { type: "url" }, urlProblem),
  number_input: number,
  rich_text_input: richInput,
  datepicker: moment("date", "selected_date"),
  timepicker: moment("time", "selected_time"),
  datetimepicker: dateTime,
  static_select: staticSelect,
  multi_static_select: multiStatic,
  users_select: oneOf(people, "selected_user"),
  conversations_select: oneOf(conversations, "selected_conversation"),
  channels_select: oneOf(inChannels, "selected_channel"),
  multi_users_select: someOf(people, "selected_users"),
  multi_conversations_select: someOf(conversations, "selected_conversations"),
  multi_channels_select: someOf(inChannels, "selected_channels"),
  checkboxes: choices("checkbox"),
  radio_buttons: choices("radio"),
  file_input: files,
};

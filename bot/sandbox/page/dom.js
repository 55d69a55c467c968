/** dom.js answers: how is an element made without ever reading text as HTML? */

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "multiple"]);

/** An element from "tag.class.class", attributes, and children that are nodes, text or nothing. */
export function h(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) assign(node, name, value);
  node.append(...present(children));
  return node;
}

function assign(node, name, value) {
  if (value === null || value === undefined) return;
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === "data") {
    for (const [key, text] of Object.entries(value)) if (text != null) node.dataset[key] = text;
  } else if (name === "style") {
    for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
  } else if (PROPERTIES.has(name)) {
    node[name] = value;
  } else if (value !== false || name.startsWith("aria-")) {
    node.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
  }
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** A fragment of the given nodes and texts. */
export function fragment(...children) {
  const made = document.createDocumentFragment();
  made.append(...present(children));
  return made;
}

let lastId = 0;

/** An element id that no other element of this page has. */
export function uniqueId(prefix = "e") {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  clip: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4L14.500 7.300",
  download: "M12 4v11m-5-4.500 5 5 5-5M5 20h14",
  down: "M6 9l6 6 6-6",
  home: "M4 11.500 12 5l8 6.500V20h-5.500v-5.500h-5V20H4z",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5.500 11h13v9h-13z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "M4 5h16v11H11l-4.500 4v-4H4z",
  search: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm5 12 4.500 4.500",
  send: "M4 12 20 4l-5 16-3.500-6.500z",
  warning: "M12 4 2.500 20h19zM12 10v4.500m0 2.500h.01",
};

/** A decorative line icon; the control around it carries the name. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon and is named by its label. */
export function iconButton(name, label, click, attributes = {}) {
  const plain = { type: "button", "aria-label": label, title: label, on: { click } };
  return h("button.icon-button", { ...plain, ...attributes }, icon(name));
}

/** Says a sentence to people who listen to the page instead of looking at it. */
export function announce(sentence) {
  document.getElementById("announcer").textContent = sentence;
}

/** Shows a sentence about something that failed until it is dismissed or ten seconds have passed. */
export function alertSentence(sentence) {
  const gone = () => note.remove();
  const note = h(
    "div.alert",
    {},
    icon("warning"),
    h("span", {}, sentence),
    iconButton("close", "Dismiss", gone),
  );
  document.getElementById("alerts").replaceChildren(note);
  setTimeout(gone, 10_000);
}

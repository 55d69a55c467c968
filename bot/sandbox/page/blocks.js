/** blocks.js answers: what does each Block Kit block look like? */

import { fragment, h, uniqueId } from "/page/dom.js";
import { interactive, picture } from "/page/elements.js";
import { control } from "/page/inputs.js";
import { markdown } from "/page/markdown.js";
import { label, link, mrkdwn, textObject } from "/page/mrkdwn.js";
import { richText } from "/page/richtext.js";

/** The nodes of a list of blocks; see elements.js for what `context` offers. */
export function renderBlocks(blocks, context) {
  return fragment(
    (blocks ?? [])
      .filter(Boolean)
      .map((block, at) => render(block, block.block_id ?? `block-${at}`, context)),
  );
}

function render(block, blockId, context) {
  const draw = BLOCKS[block.type] ?? unknown;
  const node = draw(block, { ...context, blockId });
  node.dataset.block = block.type;
  node.dataset.blockId = blockId;
  return node;
}

function unknown(block) {
  return h("div.unsupported", {}, `(A ${block.type} block, which this page does not show)`);
}

function section(block, context) {
  const { directory, blockId } = context;
  const body = h(
    "div.section-body",
    {},
    block.text && h("div.section-text", {}, textObject(block.text, directory)),
  );
  if (block.fields) {
    body.append(
      h(
        "div.fields",
        {},
        block.fields.map((field) => h("div.field-text", {}, textObject(field, directory))),
      ),
    );
  }
  const side = block.accessory && h("div.accessory", {}, interactive(block.accessory, blockId, context));
  return h("div.block.section", {}, body, side);
}

function header(block) {
  return h("h3.block.header", {}, label(block.text));
}

function contextBlock(block, { directory }) {
  const one = (element) =>
    element.type === "image" ? picture(element, directory) : h("span", {}, textObject(element, directory));
  return h("div.block.context", {}, block.elements.map(one));
}

function actions(block, context) {
  return h(
    "div.block.actions",
    {},
    block.elements.map((element) => interactive(element, context.blockId, context)),
  );
}

function image(block, { directory }) {
  const address = directory.imageUrl(block);
  const title = block.title && h("figcaption", {}, label(block.title));
  const shown = h("img", { src: address, alt: block.alt_text ?? "", loading: "lazy" });
  return h("figure.block.image", {}, title, link(address, shown) ?? shown);
}

function rich(block, { directory }) {
  return h("div.block.rich-text", {}, richText(block, directory));
}

function table(block, { directory }) {
  const settings = block.column_settings ?? [];
  const cell = (tag) => (content, at) => {
    const look = { "text-align": settings[at]?.align ?? "left" };
    return h(tag, { scope: tag === "th" ? "col" : null, style: look }, cellContent(content, directory));
  };
  const [head, ...body] = block.rows.map((row, at) => h("tr", {}, row.map(cell(at ? "td" : "th"))));
  return h(
    "div.block.table-scroll",
    { tabindex: "0", role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, head), h("tbody", {}, body)),
  );
}

function cellContent(content, directory) {
  if (content.type === "rich_text") return richText(content, directory);
  return content.text ?? String(content.value ?? "");
}

function video(block) {
  const title = label(block.title) || block.title_url || "Video";
  const address = link(block.title_url ?? block.video_url, `▶ ${title}`) ?? title;
  const about = block.description && h("div.muted", {}, label(block.description));
  return h("div.block.video", {}, address, about);
}

function alertBlock(block, { directory }) {
  return h(
    "div.block.alert-block",
    { role: "note", data: { level: block.level ?? "default" } },
    textObject(block.text, directory),
  );
}

function input(block, context) {
  const made = control(block.element, {
    directory: context.directory,
    kept: context.kept?.(context.blockId, block.element.action_id),
    upload: context.upload,
    onChange: (how) => dispatch(block, made, how, context),
  });
  if (!made) return unknown({ type: block.element.type });
  const ids = {
    control: uniqueId("input"),
    label: uniqueId("label"),
    hint: uniqueId("hint"),
    error: uniqueId("error"),
  };
  made.target.dataset.actionId = block.element.action_id;
  const error = h("p.field-error", { id: ids.error, hidden: true });
  const hint = block.hint && h("p.field-hint", { id: ids.hint }, textObject(block.hint, context.directory));
  const shown = [label(block.label), block.optional && h("span.optional", {}, " (optional)")];
  describe(made, ids, Boolean(hint), block.optional);
  if (block.dispatch_action) made.target.addEventListener("keydown", keepForm);
  const name = made.group
    ? h("span.field-label", { id: ids.label }, shown)
    : h("label.field-label", { id: ids.label, for: ids.control }, shown);
  context.register?.(context.blockId, block.element.action_id, made, { error, optional: block.optional });
  return h("div.block.field", {}, name, made.node, error, hint);
}

function describe(made, ids, hinted, optional) {
  const { target } = made;
  const describedBy = hinted ? `${ids.error} ${ids.hint}` : ids.error;
  if (made.group) {
    made.node.setAttribute("aria-labelledby", ids.label);
    made.node.setAttribute("aria-describedby", describedBy);
    return;
  }
  target.id = ids.control;
  target.setAttribute("aria-describedby", describedBy);
  if (!optional) target.setAttribute("aria-required", "true");
}

/** Enter in a field that tells the app of it does not submit the form as well. */
function keepForm(event) {
  if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
}

function dispatch(block, made, how, context) {
  const asked = block.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const text = block.element.type.endsWith("_input");
  const wanted =
    !text || (how === "enter" ? asked.includes("on_enter_pressed") : asked.includes("on_character_entered"));
  if (!block.dispatch_action || !wanted) return;
  const payload = { block_id: context.blockId, action_id: block.element.action_id, ...made.read() };
  context.act(payload).catch((error) => context.failed?.(error.message));
}

const BLOCKS = {
  section,
  header,
  context: contextBlock,
  divider: () => h("hr.block"),
  actions,
  context_actions: actions,
  image,
  input,
  rich_text: rich,
  markdown: (block) => h("div.block.markdown", {}, markdown(block.text)),
  table,
  video,
  alert: alertBlock,
};

/** The nodes of one message attachment: a colour bar beside its words and blocks. */
export function attachment(item, context) {
  const { directory } = context;
  const colours = { good: "#2e9e6b", warning: "#d8a11d", danger: "#d5473c" };
  const colour =
    colours[item.color] ??
    (/^#?[0-9a-f]{6}$/i.test(item.color ?? "") ? `#${item.color.replace("#", "")}` : null);
  const title =
    item.title && h("strong", {}, (item.title_link && link(item.title_link, item.title)) || item.title);
  const fields = (item.fields ?? []).map((field) =>
    h("div.field-text", {}, h("strong", {}, field.title), h("br"), mrkdwn(field.value ?? "", directory)),
  );
  const body = h(
    "div.attachment",
    { style: colour ? { "border-color": colour } : {} },
    title,
    !item.blocks && item.text && h("div", {}, mrkdwn(item.text, directory)),
    fields.length > 0 && h("div.fields", {}, fields),
    renderBlocks(item.blocks, context),
    item.image_url && h("img", { src: directory.imageUrl(item), alt: item.fallback ?? "" }),
    item.footer && h("div.muted", {}, item.footer),
  );
  return fragment(item.pretext && h("div", {}, mrkdwn(item.pretext, directory)), body);
}

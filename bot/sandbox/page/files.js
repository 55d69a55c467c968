/** files.js answers: how is a shared file shown, and how does a file get in? */

import { h, icon, iconButton } from "/page/dom.js";

const KINDS = [
  [/\.docx?$/i, "W", "Word document", "word"],
  [/\.xlsx?$|\.csv$/i, "X", "Spreadsheet", "sheet"],
  [/\.pdf$/i, "P", "PDF", "pdf"],
];

/** A picture shown in place, or a card with the file's name, kind, size and download. */
export function fileCard(file, directory) {
  const address = directory.fileUrl(file.url);
  const name = file.title || file.name;
  if (file.mimetype?.startsWith("image/")) return pictureFile(file, name, address);
  const [, letter, kind, look] = KINDS.find(([pattern]) => pattern.test(file.name)) ?? [
    null,
    "•",
    "File",
    "other",
  ];
  const about = [kind, size(file.size)].filter(Boolean).join(" · ");
  return h(
    "a.file",
    {
      href: address,
      download: file.name,
      data: { file: file.id },
      "aria-label": `Download ${file.name}, ${about}`,
    },
    h("span.file-icon", { data: { kind: look }, "aria-hidden": "true" }, letter),
    h(
      "span.file-words",
      {},
      h("strong", {}, name),
      h("span.muted", {}, name === file.name ? about : `${file.name} · ${about}`),
    ),
    icon("download"),
  );
}

function pictureFile(file, name, address) {
  const alt = file.alt_txt || file.alt_text || name;
  const shown = h("img", { src: address, alt });
  return h(
    "figure.picture-file",
    { data: { file: file.id } },
    h("figcaption", {}, name),
    h("a", { href: address, target: "_blank", rel: "noopener" }, shown),
  );
}

function size(bytes) {
  if (!bytes) return "";
  if (bytes < 1024) return `${bytes} bytes`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** A paper clip that hands the chosen files to `take`. */
export function filePicker(take) {
  const field = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files to share" });
  field.addEventListener("change", () => {
    take([...field.files]);
    field.value = ""; // so that the same file can be chosen again
  });
  return [iconButton("clip", "Attach a file", () => field.click()), field];
}

/** Lets files be dropped on a pane. */
export function acceptDrops(pane, take) {
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (change) => (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth += change;
    pane.classList.toggle("dropping", depth > 0);
  };
  pane.addEventListener("dragenter", mark(1));
  pane.addEventListener("dragleave", mark(-1));
  pane.addEventListener("dragover", mark(0));
  pane.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    pane.classList.remove("dropping");
    take([...event.dataTransfer.files]);
  });
}

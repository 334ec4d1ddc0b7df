// A message as Slack shows it: Block Kit, and Slack's own markup in it.

import { face, h } from "./dom.js";
import { hour, iso } from "./times.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const plain = (text) => text.replace(/&(?:lt|gt|amp);/g, (found) => ENTITIES[found]);

const MARKS = [
  [/<([@#!])([^>|]*)(?:\|([^>]*))?>/, (found, names) => mention(found, names)],
  [/<([^>|]+)(?:\|([^>]*))?>/, (found) => h("span", { class: "link" }, plain(found[2] ?? found[1]))],
  [/`([^`\n]+)`/, (found) => h("code", {}, plain(found[1]))],
  [/(?<![\w*])\*([^*\n]+)\*(?![\w*])/, (found, names) => h("strong", {}, ...marked(found[1], names))],
  [/(?<![\w_])_([^_\n]+)_(?![\w_])/, (found, names) => h("em", {}, ...marked(found[1], names))],
  [/(?<![\w~])~([^~\n]+)~(?![\w~])/, (found, names) => h("s", {}, ...marked(found[1], names))],
];

/** Slack's markup as nodes. */
export function marked(text, names) {
  let first = null;
  for (const [pattern, make] of MARKS) {
    const found = pattern.exec(text);
    if (found && (!first || found.index < first.found.index)) first = { found, make };
  }
  if (!first) return [plain(text)];
  const { found, make } = first;
  const rest = text.slice(found.index + found[0].length);
  return [plain(text.slice(0, found.index)), make(found, names), ...marked(rest, names)];
}

function mention([, kind, id, label], names) {
  const name = kind === "@" ? names[id] ?? id : label ?? id;
  return h("span", { class: "mention" }, (kind === "!" ? "@" : kind) + plain(name));
}

function words(text, names) {
  if (text.type === "mrkdwn") return marked(text.text, names);
  return [text.text];
}

function block(it, context) {
  const { names, press } = context;
  switch (it.type) {
    case "header":
      return h("p", { class: "headline" }, ...words(it.text, names));
    case "section":
      return h("div", { class: "section" },
        it.text ? h("p", {}, ...words(it.text, names)) : null,
        it.fields ? h("div", { class: "fields" },
          ...it.fields.map((field) => h("p", {}, ...words(field, names)))) : null);
    case "context":
      return h("div", { class: "context" },
        ...it.elements.map((one) => h("span", {}, ...words(one, names))));
    case "actions": {
      const scores = it.elements.length > 5;
      return h("div", { class: scores ? "actions scores" : "actions", role: "group",
                        "aria-label": scores ? "Score, 0 to 10" : "Choices" },
        ...it.elements.map((one) => button(one, press)));
    }
    case "divider":
      return h("hr");
    case "input":
      return null; // shown in a form only
    default:
      return h("p", { class: "context" }, `[${it.type}]`);
  }
}

function button(it, press) {
  return h("button", {
    type: "button",
    class: it.style ?? "",
    "data-id": it.action_id,
    "aria-label": it.accessibility_label ?? null,
    onclick: (event) => press(it.action_id, event.currentTarget),
  }, it.text.text);
}

/** One message; `press(button, element)` is called for its buttons. */
export function slackMessage(message, context) {
  const inside = message.blocks.length
    ? message.blocks.map((it) => block(it, context))
    : [h("p", {}, ...marked(message.text, context.names))];
  return h("article", { class: message.ephemeral ? "message only" : "message" },
    message.bot ? h("img", { class: "face", src: "/site/icon.svg", alt: "" }) : face(message.name),
    h("div", { class: "body" },
      message.ephemeral ? h("p", { class: "eyes" }, "Only visible to you") : null,
      h("p", { class: "who" },
        h("strong", {}, message.name),
        message.bot ? h("span", { class: "badge" }, "APP") : null,
        h("time", { datetime: iso(message.at) }, hour(message.at))),
      ...inside,
      message.edited ? h("span", { class: "edited" }, "(edited)") : null));
}

/** A form: its fields, and what they hold when it is sent. */
export function slackForm(view) {
  const inputs = view.blocks.filter((it) => it.type === "input").map((it) => {
    const { multiline, placeholder, max_length } = it.element;
    const field = h(multiline ? "textarea" : "input", {
      id: it.block_id, maxLength: max_length ?? 3000, rows: multiline ? 5 : null,
      placeholder: placeholder?.text, required: !it.optional,
    });
    const wrong = view.errors[it.block_id];
    return { id: it.block_id, field, node: h("p", { class: "field" },
      h("label", { for: it.block_id }, it.label.text), field,
      wrong ? h("span", { class: "wrong", role: "alert" }, wrong) : null) };
  });
  const others = view.blocks.map((it) => block(it, { names: {}, press() {} })).filter(Boolean);
  return {
    nodes: [...others, ...inputs.map((input) => input.node)],
    values: () => Object.fromEntries(inputs.map((input) => [input.id, input.field.value])),
  };
}

// A message as Telegram shows it: text with entities, and the keyboard below.

import { h } from "./dom.js";
import { hour, iso } from "./times.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s",
  code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SERVICES = {
  pinned_message: "pinned a message",
  new_chat_members: "joined the group",
  left_chat_member: "left the group",
};

/** Text and entities as nodes; offsets count UTF-16 units, as strings here do. */
export function written(text, entities, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  const inside = entities.filter((it) => it.offset >= from && it.offset + it.length <= to);
  while (inside.length) {
    const it = inside.shift();
    if (it.offset < at) continue;
    const end = it.offset + it.length;
    const nested = inside.filter((other) => other.offset + other.length <= end);
    nodes.push(text.slice(at, it.offset), wrapped(it, written(text, nested, it.offset, end)));
    // A block ends its own line.
    at = BLOCKS.has(it.type) && text[end] === "\n" ? end + 1 : end;
  }
  nodes.push(text.slice(at, to));
  return nodes;
}

function wrapped(entity, children) {
  const tag = TAGS[entity.type];
  if (tag) return h(tag, {}, ...children);
  const live = ["text_link", "bot_command", "url", "mention"].includes(entity.type);
  return h("span", { class: live ? "link" : "" }, ...children);
}

/** What a link's Start sends is not shown in Telegram, only that it was pressed. */
const typed = ({ mine, text }) => (mine ? text.replace(/^\/start \S+$/, "/start") : text);

/** One message; `press(button, element)` is called for its buttons. */
export function telegramMessage(message, { press }) {
  if (message.service) {
    return h("p", { class: "service" }, `${message.name} ${SERVICES[message.service] ?? "changed the chat"}`);
  }
  return h("article", { class: message.mine ? "message mine" : "message" },
    h("div", { class: "bubble" },
      message.mine ? null : h("p", { class: "who" }, message.name),
      h("div", { class: "text" }, ...written(typed(message), message.entities)),
      h("p", { class: "foot" },
        message.edited ? "edited " : "",
        h("time", { datetime: iso(message.at) }, hour(message.at)))),
    message.keyboard.length ? keyboard(message.keyboard, press) : null);
}

function keyboard(rows, press) {
  return h("div", { class: "keyboard", role: "group", "aria-label": "Choices" },
    ...rows.map((row) => h("div", { class: "row" },
      ...row.map((button) => h("button", {
        type: "button",
        "data-id": button.callback_data,
        onclick: (event) => press(button.callback_data, event.currentTarget),
      }, button.text)))));
}

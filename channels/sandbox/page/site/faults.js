// What goes wrong: chosen in a menu, and what of it is still to come.

import { $, h } from "./dom.js";

const menu = $("#faults");
const form = $("form", menu);
const { platform, what, times } = form.elements;

const words = (kind) => $(`option[value="${kind}"]`, what).textContent;

export class Faults {
  /** Offer faults; `order(what, given)` has the demo do it. */
  constructor(order) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      order("fault", { platform: platform.value, what: what.value, times: Number(times.value) });
    });
    $("#mend").addEventListener("click", () => order("mend"));
    // An outage lasts; it does not happen so many times.
    what.addEventListener("change", () => { times.disabled = what.value === "away"; });
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      $("summary", menu).focus();
    });
  }

  draw({ away, coming, controls }) {
    const planned = Object.entries(coming).flatMap(listed).join(" · ");
    const told = [...away.map((name) => `${name} is away.`), planned && `Planned: ${planned}`];
    const line = told.filter(Boolean).join(" ") || "Nothing is planned.";
    if ($("#coming").textContent !== line) $("#coming").textContent = line;
    if (controls && !$("#controls").children.length) {
      $("#controls").append(...Object.entries(controls).flatMap(([name, address]) =>
        [h("dt", {}, name), h("dd", {}, h("code", {}, address))]));
    }
  }
}

/** Tell what is to come of one platform, so many of a kind at a time. */
function listed([name, kinds]) {
  const counts = new Map();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) =>
    `${name} ${words(kind)}, ${count === 1 ? "next message" : `next ${count} messages`}`);
}

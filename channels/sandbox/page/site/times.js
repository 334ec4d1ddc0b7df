// Moments in words, on the team's clock.

let zone = "UTC";

export const liveIn = (name) => { zone = name; };

const shown = (seconds, how) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...how }).format(new Date(seconds * 1000));

export const hour = (at) => shown(at, { hour: "2-digit", minute: "2-digit" });
export const day = (at) =>
  shown(at, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const short = (at) => shown(at, { day: "numeric", month: "short" });
export const full = (at) =>
  shown(at, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
export const iso = (at) => new Date(at * 1000).toISOString();

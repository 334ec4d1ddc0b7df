// Talking to the demo: what is, what is done, what happens.

export async function read(path) {
  return answered(await fetch(path));
}

export async function post(path, given = {}) {
  return answered(
    await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(given),
    }),
  );
}

async function answered(response) {
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(said.error ?? `the demo answers ${response.status}`);
  return said;
}

/** Listen for as long as the page is open; the browser connects again by itself. */
export function listen({ state, rooms, lost }) {
  const events = new EventSource("/events");
  events.addEventListener("state", (event) => state(JSON.parse(event.data)));
  events.addEventListener("rooms", (event) => rooms(JSON.parse(event.data).rooms));
  events.addEventListener("error", lost);
}

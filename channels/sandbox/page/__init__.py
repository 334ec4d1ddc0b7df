"""A page in the browser on which both sandboxes can be watched and played with.

    async with page_served(Screens(slack, telegram), stage, port=8008) as address: …

`GET /`                 the page; its files, which no tool builds, are in `site/`
`GET /state`            the clock, the customers, who is who
`GET /chat/<chat>`      what is on the screen of a chat
`GET /events`           server-sent events: `state` with what changed of it, and
                        `rooms` with the names of the rooms in which something did
`POST /act/<what>`      what a person does in a chat: press, write, submit, close …
`POST /stage/<what>`    what a person does to the demo: play, pause, jump, crowd,
                        fault, mend

A *chat* is an address as one sees it: `slack:U…`, `telegram:5…`, or, for a channel,
`slack:C…/U…` with the one who looks. A *room* is where it takes place: `slack:D…`.

Rooms: `screens` `slack` `telegram` what is shown and done in chats, `stage` what the
page needs of the service · `news` what changed · `server` the addresses.
"""

from channels.sandbox.page.screens import Screens
from channels.sandbox.page.server import page_served
from channels.sandbox.page.stage import Stage

__all__ = ["Screens", "Stage", "page_served"]

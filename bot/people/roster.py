"""The customers' file taken over into the books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.people import customerfile
from bot.people.csvfile import Row, read
from bot.people.customer import Entry
from bot.people.imported import Imported, Progress, Refusal, carry_out, silence
from bot.people.marks import mark, person_mark, salt
from bot.planning.rotation import Newcomer, places
from bot.store import Books, Store
from channels.contract import Address


async def import_customers(
    store: Store,
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    complete: bool = False,
    progress: Progress = silence,
) -> Imported:
    """Add and update customers; good rows are kept whatever the others are.

    Args:
        store: The books.
        path: The file, see `bot/people/csvfile.py`.
        now: The present moment.
        dry_run: Tell the same, and change nothing.
        complete: The file names all customers: the others leave. A customer whose row
            is refused is named too, and stays as they are.
        progress: Told after each transaction.

    Raises:
        UnreadableFileError: The file as a whole cannot be read; nothing was changed.
    """
    table = read(path, customerfile.REQUIRED, customerfile.OPTIONAL)
    roster = await store.read(_Roster)
    for row in table.rows:
        roster.take(row)
    left = roster.missing() if complete else ()
    if not dry_run:
        rotation = places(_newcomer(step.entry) for step in roster.steps if step.is_new)
        steps = [partial(_keep, step, rotation, now) for step in roster.steps]
        leaving = [partial(_leave, key, now) for key in left]
        await carry_out(store, [*steps, *leaving], progress)
    return replace(roster.result(), left=left, remark=table.remark)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is to be done about a row.

    Attributes:
        moves_to: The address, where the books have none or another.
    """

    entry: Entry
    is_new: bool
    moves_to: Address | None


class _Roster:
    """The books as they were, with the rows taken so far laid over them."""

    def __init__(self, books: Books) -> None:
        self._known = books.customers.entries()
        self._marks = books.office.refused()
        self._salt = salt(books.office) if self._marks else ""
        self._holders = {
            _person(entry.address): key
            for key, (entry, _) in self._known.items()
            if entry.address
        }
        self._lines: dict[str, int] = {}
        self.steps: list[_Step] = []
        self._unchanged = 0
        self._refused: list[Refusal] = []

    def take(self, row: Row) -> None:
        """Decide what is to be done about a row."""
        try:
            self._take(row)
        except ValueError as fault:
            self._refused.append(Refusal(row.line, str(fault)))

    def missing(self) -> tuple[str, ...]:
        """Tell who is in the books and in no row."""
        here = (key for key, (_, is_here) in self._known.items() if is_here)
        return tuple(key for key in here if key not in self._lines)

    def result(self) -> Imported:
        """Count what became of the rows."""
        added = sum(step.is_new for step in self.steps)
        changed = len(self.steps) - added
        return Imported(added, changed, self._unchanged, tuple(self._refused))

    def _take(self, row: Row) -> None:
        key = customerfile.key(row.cells)
        first = self._lines.setdefault(key, row.line)
        if row.fault:
            raise ValueError(row.fault)
        entry = customerfile.entry(row.cells)
        if first != row.line:
            raise ValueError(f"id {key!r} stands in line {first} already")
        was, is_here = self._known.get(key, (None, False))
        address = _address(entry, was)
        if address != entry.address:
            entry = replace(entry, address=address)
        moves_to = address if was is None or address != was.address else None
        self._check_wish(entry, moves_to, is_new=was is None)
        if moves_to:
            self._settle(entry.key, moves_to, was)
        if entry == was and is_here:
            self._unchanged += 1
        else:
            self.steps.append(_Step(entry, was is None, moves_to))

    def _check_wish(
        self, entry: Entry, moves_to: Address | None, *, is_new: bool
    ) -> None:
        """Refuse one who was erased and must not come back by another line."""
        if not self._marks:
            return
        by_key = is_new and mark(self._salt, "key", entry.key) in self._marks
        if by_key or (moves_to and person_mark(self._salt, moves_to) in self._marks):
            raise ValueError(f"{entry.name!r} asked never to be contacted")

    def _settle(self, key: str, address: Address, was: Entry | None) -> None:
        """Note who is at an address now; raises where somebody else is."""
        holder = self._holders.setdefault(_person(address), key)
        if holder != key:
            where = f" in line {self._lines[holder]}" if holder in self._lines else ""
            raise ValueError(f"{address} belongs to id {holder!r}{where} already")
        if was and was.address and _person(was.address) != _person(address):
            del self._holders[_person(was.address)]


def _address(entry: Entry, was: Entry | None) -> Address | None:
    """Tell where a customer is asked from now on."""
    had = was.address if was else None
    if entry.address is None or had is None:
        return entry.address or had
    # An e-mail gives way to the id that Slack knew it by, or else each import would
    # undo the looking-up.
    looked_up = had.service == "slack" and not had.person and "@" not in had.place
    is_email = entry.address.service == "slack" and "@" in entry.address.place
    return had if is_email and looked_up else entry.address


def _person(address: Address) -> tuple[str, str]:
    return address.service, address.who


def _newcomer(entry: Entry) -> Newcomer:
    owner = str(entry.owner or "")
    return Newcomer(entry.key, entry.account, owner, entry.segments)


def _keep(step: _Step, rotation: dict[str, float], now: datetime, books: Books) -> None:
    entry = step.entry
    if step.is_new:
        books.customers.add(entry, rotation[entry.key], now)
        return
    books.customers.change(entry)
    if step.moves_to:
        customer = books.customers.by_key(entry.key)
        if customer:  # else erased since the file was read
            books.customers.move(customer.id, step.moves_to)


def _leave(key: str, now: datetime, books: Books) -> None:
    books.customers.leave(key, now)

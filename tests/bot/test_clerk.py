from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from bot import alerts, erasure, pausing
from bot.authority import MAY, Role
from bot.clerk import Clerk
from bot.commands import Verb
from bot.customer import Customer, Entry
from bot.interview import Ask, State
from bot.policy import RELATIONSHIP, Policy, settled
from bot.rounds import Rounds
from bot.settings import Admin, Company, Settings, Survey, Team
from bot.store import Books, Store
from bot.store.answers import Given
from bot.store.outbox import Saying, Urgency
from bot.texts import LANGUAGES, Texts
from channels.contract import Address, Command, Note, Posted

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)  # a Monday, noon in Copenhagen
DAY = timedelta(days=1)
TEAM = Address.parse("slack:C0TEAM")
OWNER = Address.parse("slack:U0OWNER")
ADMIN = Address.parse("slack:U0ADMIN")
WORDS = "Zwiebelfisch was late, and nobody told me"
SAY = Texts().of("en")

Work = Callable[[Books], object]


@dataclass
class House:
    """A company with its books, and somebody who gives orders in it."""

    store: Store
    policy: Policy
    clerk: Clerk
    path: Path
    waited_for: list[bool]
    woken: list[None]
    keys: count[int] = field(default_factory=count)

    async def order(
        self,
        text: str,
        by: Address = ADMIN,
        *,
        place: str = "C1",
        now: datetime = NOW,
        key: str = "",
    ) -> str:
        command = Command(key or f"order/{next(self.keys)}", by, text, place)
        notice = await self.clerk.order(command, now)
        return notice.text if notice else "(nothing)"

    async def audited(self) -> list[tuple[str, str, str]]:
        rows = await self.store.read(lambda books: books.office.audited(100))
        return [(who, verb, detail) for _, who, verb, detail in rows]

    async def customer(self, key: str = "K-1") -> Customer:
        found = await self.store.read(lambda books: books.customers.by_key(key))
        assert found
        return found


def settings(language: str = "en", *, per_month: int = 10) -> Settings:
    return Settings(
        company=Company(name="Acme"),
        team=Team.model_validate({"channel": TEAM, "language": language}),
        admin=Admin(users=(ADMIN, Address.parse("telegram:99"))),
        survey=Survey(customers_per_month=per_month),
    )


@asynccontextmanager
async def house_of(settings: Settings, path: Path) -> AsyncIterator[House]:
    waited_for: list[bool] = []
    woken: list[None] = []
    policy = settled(settings)
    async with Store.open(path / "nps.db") as store:

        async def landed() -> None:
            since = await store.read(lambda books: books.office.paused_since())
            waited_for.append(since is not None)

        clerk = Clerk(
            store,
            policy,
            Rounds(policy),
            landed=landed,
            wake=lambda: woken.append(None),
        )
        yield House(store, policy, clerk, path / "nps.db", waited_for, woken)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with house_of(settings(), tmp_path) as house:
        await house.store.write(joined)
        yield house


# What has been ----------------------------------------------------------------


def joined(books: Books, key: str = "K-1", **also: object) -> Customer:
    entry = Entry(
        key,
        **{
            "name": "Quirina Vogel",
            "address": Address("slack", f"U{key}"),
            "account": "Nordwind",
            "role": "Buyer",
            "owner": OWNER,
            **also,
        },  # type: ignore[arg-type]  # by name, as a test wants them
    )
    books.customers.add(entry, 0.5, NOW - 400 * DAY)
    found = books.customers.by_key(key)
    assert found
    return found


def known(books: Books, key: str = "K-1") -> Customer:
    found = books.customers.by_key(key)
    assert found
    return found


def asked(books: Books, key: str = "K-1", *, at: datetime, slot: str | None) -> Ask:
    customer = known(books, key)
    number = books.asks.plan(RELATIONSHIP, customer.id, slot, at)
    assert number
    assert books.asks.start(number)
    posted = Posted(f"D{key}", str(number))
    books.asks.sent(number, posted, at)
    books.outbox.stand(f"ask:{number}", "slack", posted, at)
    ask = books.asks.find(number)
    assert ask
    books.asks.count_asked(ask, at.date())
    books.customers.asked(customer.id, at)
    return ask


def answered(books: Books, key: str = "K-1", *, score: int = 3, ago: int = 200) -> Ask:
    """Have a customer asked, answer, correct it and say why; a case opens."""
    at, customer = NOW - ago * DAY, known(books, key)
    ask = asked(books, key, at=at, slot=f"{at:%Y-%m}/{customer.id:02}")
    given = Given(
        RELATIONSHIP, customer.id, score + 1, at, at.date(), ask.id, "on second thought"
    )
    number = books.answers.add(given)
    assert number
    books.asks.count_answered(ask)
    books.customers.answered(customer.id, at)
    books.answers.correct(ask.id, score, at)
    books.answers.keep_words(ask.id, f"D{key}/1", WORDS, at)
    answered = Ask(
        ask.id,
        RELATIONSHIP,
        customer.id,
        State.ANSWERED,
        at,
        asked_at=at,
        answered_at=at,
        closed_at=at,
        score=score,
    )
    assert books.asks.save(answered, State.ASKED)
    told = books.cases.open(
        number, RELATIONSHIP, customer.id, severe=score < 5, told=OWNER, now=at
    )
    books.outbox.stand(f"alert:{told.id}", "slack", Posted("D0OWNER", "1"), at)
    return ask


# Who may ----------------------------------------------------------------------

CUSTOMER_IN_SLACK = Address.parse("slack:UK-1")
COLLEAGUE = Address.parse("slack:U0ANYBODY")
TELEGRAM_OWNER = Address.parse("telegram:77")
SOMEBODY = Address.parse("telegram:55")


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize(
    ("by", "place", "role"),
    [
        pytest.param(ADMIN, "C1", Role.ADMIN, id="an admin"),
        pytest.param(
            Address("slack", "C1", "U0ADMIN"), "C1", Role.ADMIN, id="one in a channel"
        ),
        pytest.param(
            Address.parse("telegram:99"), "-5", Role.ADMIN, id="one in Telegram"
        ),
        pytest.param(COLLEAGUE, "C1", Role.STAFF, id="a colleague in Slack"),
        pytest.param(TELEGRAM_OWNER, "77", Role.STAFF, id="an owner in Telegram"),
        pytest.param(CUSTOMER_IN_SLACK, "C1", Role.STRANGER, id="a customer in Slack"),
        pytest.param(SOMEBODY, "55", Role.STRANGER, id="somebody in Telegram"),
        pytest.param(
            SOMEBODY, "C0TEAM", Role.STRANGER, id="one whose chat only looks the same"
        ),
    ],
)
async def test_everybody_gets_what_is_theirs_alone(
    house: House, verb: Verb, by: Address, place: str, role: Role
) -> None:
    await house.store.write(lambda books: joined(books, "K-2", owner=TELEGRAM_OWNER))

    told = await house.order(f"{verb} K-9" if after(verb) else verb, by, place=place)

    stranger = SAY("order.stranger", company="Acme")
    staff = SAY("order.staff", verb=verb, verbs="help, summary and cases")
    assert (told == stranger) == (role is Role.STRANGER)
    assert (told == staff) == (role is Role.STAFF and verb not in MAY[role])


def after(verb: Verb) -> bool:
    return verb in {Verb.ASK, Verb.WHY, Verb.SKIP, Verb.LINK, Verb.FORGET}


@pytest.mark.parametrize("chat", ["-100", "-200"], ids=["as set", "as it moved"])
async def test_whoever_writes_in_the_teams_telegram_chat_is_staff(
    tmp_path: Path, chat: str
) -> None:
    team = Team(channel=Address.parse("telegram:-100"))
    async with house_of(Settings(team=team), tmp_path) as house:
        if chat == "-200":
            await house.store.write(
                lambda b: b.office.set_fact("moved:telegram:-100", "telegram:-200")
            )

        assert "Status" not in await house.order("help", SOMEBODY, place=chat)
        assert await house.order("cases", SOMEBODY, place=chat) == SAY("cases.none")
        assert "staff" in await house.order("cases", SOMEBODY, place="-300")


async def test_help_tells_each_their_own_verbs(house: House) -> None:
    admins, staff = await house.order("help"), await house.order("", COLLEAGUE)

    assert all(f"/nps {verb}" in admins for verb in Verb)
    assert [line.split()[1] for line in staff.splitlines()[1:]] == [
        "help",
        "summary",
        "cases",
    ]


async def test_every_order_is_noted_but_never_what_a_customer_wrote(
    house: House,
) -> None:
    await house.order("pause until 2026-12-01")
    await house.order("why K-1")
    await house.order(f"why {WORDS}")
    await house.order(WORDS)
    await house.order("status", COLLEAGUE)
    await house.order(f"why {WORDS}", CUSTOMER_IN_SLACK)

    admin = str(ADMIN)
    assert (await house.audited())[::-1] == [
        (admin, "pause", "2026-12-01"),
        (admin, "why", "K-1"),
        (admin, "why", ""),
        (admin, "?", "order.unknown"),
        (str(COLLEAGUE), "?", "order.staff"),
        (str(CUSTOMER_IN_SLACK), "?", "order.stranger"),
    ]


@pytest.mark.parametrize("text", ["pause", "resume", "ask K-1", "link K-1", "status"])
async def test_an_order_delivered_again_changes_nothing(
    house: House, text: str
) -> None:
    first = await house.order(text, key="once")
    before = dump(house.path)

    again = await house.order(text, key="once", now=NOW + DAY)

    assert first != "(nothing)"
    assert again == "(nothing)"
    assert dump(house.path) == before
    assert len(await house.audited()) == 1


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Read everything there is."""
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            name: db.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - ours
            for (name,) in tables.fetchall()
        }


async def test_one_who_is_not_known_is_said_so(house: House) -> None:
    assert await house.order("ask k-1") == SAY("customer.unknown", id="k-1")


# Pause and resume -------------------------------------------------------------


async def test_a_pause_is_confirmed_when_nothing_is_on_its_way_any_more(
    house: House,
) -> None:
    told = await house.order("pause")

    assert told == SAY("pause.done")
    assert house.waited_for == [True]  # it was on disk before we waited
    assert house.woken


async def test_a_pause_may_be_given_twice(house: House) -> None:
    await house.order("pause")
    told = await house.order("pause until 2026-03-09", now=NOW + DAY)

    since = await house.store.read(lambda books: books.office.paused_since())
    assert told == SAY("pause.done.until", date="9 March 2026")
    assert since == NOW


async def test_resuming_makes_up_for_nothing(house: House) -> None:
    def planned(books: Books) -> None:
        for n in range(2, 6):
            joined(books, f"K-{n}", account="")
        due = {1: NOW, 2: NOW + 2 * DAY, 3: NOW + 3 * DAY}
        for n, at in due.items():
            books.asks.plan(RELATIONSHIP, known(books, f"K-{n}").id, f"2026-03/{n}", at)
        books.asks.plan(RELATIONSHIP, known(books, "K-4").id, None, NOW, str(ADMIN))

    await house.store.write(planned)
    await house.order("pause")
    later = NOW + 2 * DAY

    told = await house.order("resume", now=later)

    left, since, slots = await house.store.read(
        lambda books: (
            [ask.customer_id for ask in books.asks.planned()],
            books.office.fact("asking_since"),
            books.asks.slots(RELATIONSHIP, "2026-03"),
        )
    )
    assert told == SAY("resume.done")
    assert left == [4, 2, 3]  # by hand; today's; tomorrow's
    assert since == "2026-03-04"
    assert sorted(slots) == ["2026-03/2", "2026-03/3"]
    assert (await house.customer()).last_turn is None  # they keep their place


async def test_resuming_what_was_not_paused_is_said_so(house: House) -> None:
    assert await house.order("resume") == SAY("resume.already")


async def test_a_pause_ends_when_its_day_begins_where_the_team_is(
    house: House,
) -> None:
    await house.order("pause until 2026-03-09")
    midnight = datetime(2026, 3, 8, 23, tzinfo=UTC)

    def lifted(now: datetime) -> Callable[[Books], bool]:
        return lambda books: pausing.lift(books, house.policy, now)

    assert not await house.store.write(lifted(midnight - timedelta(seconds=1)))
    assert await house.store.write(lifted(midnight))
    assert not await house.store.write(lifted(midnight))
    since = await house.store.read(lambda books: books.office.paused_since())
    assert since is None


# Ask --------------------------------------------------------------------------


async def test_a_customer_is_asked_out_of_turn_in_their_own_day(house: House) -> None:
    await house.store.write(
        lambda books: joined(
            books, "K-2", name="Ann", account="", time_zone="America/New_York"
        )
    )

    told = await house.order("ask K-2")

    (ask,) = await house.store.read(lambda books: books.asks.planned())
    assert told == SAY("ask.planned", customer="Ann", moment="2 March 2026 at 09:00")
    assert ask.due_at == datetime(2026, 3, 2, 14, tzinfo=UTC)
    assert house.woken


async def test_a_question_asked_for_in_a_pause_waits(house: House) -> None:
    await house.order("pause")

    told = await house.order("ask K-1")

    assert told.endswith(SAY("ask.paused"))


def opted_out(books: Books) -> None:
    erasure.opt_out(books, known(books), NOW - DAY)


def unreachable(books: Books) -> None:
    books.customers.unreachable(known(books).id, "blocked", NOW - DAY)


def one_of_the_account(books: Books) -> None:
    joined(books, "K-2")
    asked(books, "K-2", at=NOW - DAY, slot="2026-03/01")


def one_of_the_account_by_hand(books: Books) -> None:
    joined(books, "K-2")
    assert books.asks.plan(RELATIONSHIP, known(books, "K-2").id, None, NOW + DAY)


HINDERED = [
    pytest.param(
        opted_out, "since 1 March 2026 they do not want to be", id="opted out"
    ),
    pytest.param(
        lambda books: books.customers.leave("K-1", NOW - DAY),
        "not a customer since 1 March 2026",
        id="left",
    ),
    pytest.param(
        unreachable, "since 1 March 2026 (has blocked the bot)", id="unreachable"
    ),
    pytest.param(
        lambda books: books.customers.move(
            known(books).id, Address("slack", "anna@example.com")
        ),
        "no chat address",
        id="only an e-mail address",
    ),
    pytest.param(
        lambda books: answered(books, ago=179),
        "until 3 March 2026: 180 days after",
        id="resting",
    ),
    pytest.param(
        lambda books: books.customers.contacted(
            known(books).id, NOW - timedelta(hours=23)
        ),
        "until 2 March 2026 at 13:00: we wrote to them less than 24 hours ago",
        id="written to today",
    ),
    pytest.param(
        one_of_the_account,
        "Not before 1 April 2026: in Nordwind the limit for this month (1)",
        id="the account has had its share",
    ),
    pytest.param(
        one_of_the_account_by_hand, "Not before 1 April 2026", id="or soon will have"
    ),
    pytest.param(
        lambda books: asked(books, at=NOW - 200 * DAY, slot=None),
        "already open, since 14 August 2025",
        id="still asked",
    ),
    pytest.param(
        lambda books: books.asks.plan(RELATIONSHIP, known(books).id, None, NOW + DAY),
        "already planned for 3 March 2026 at 12:00",
        id="planned",
    ),
]


@pytest.mark.parametrize(("been", "why"), HINDERED)
async def test_one_who_must_not_be_asked_is_not(
    house: House, been: Work, why: str
) -> None:
    await house.store.write(been)
    before = await house.store.read(lambda books: books.asks.how_many())

    told = await house.order("ask K-1")

    assert told.startswith("Quirina Vogel (Nordwind) is not asked now. ")
    assert why in told
    assert await house.store.read(lambda books: books.asks.how_many()) == before


@pytest.mark.parametrize(("been", "why"), HINDERED)
async def test_why_tells_the_same(house: House, been: Work, why: str) -> None:
    await house.store.write(been)

    assert why in await house.order("why K-1")


async def test_no_account_has_no_cap(house: House) -> None:
    def been(books: Books) -> None:
        joined(books, "K-2", account="")
        joined(books, "K-3", account="")
        asked(books, "K-2", at=NOW - DAY, slot="2026-03/01")

    await house.store.write(been)

    assert "is asked on" in await house.order("ask K-3")


# Skip -------------------------------------------------------------------------


async def test_one_who_is_skipped_has_had_their_turn(house: House) -> None:
    told = await house.order("skip K-1")

    assert told == SAY("skip.done", customer="Quirina Vogel (Nordwind)")
    assert (await house.customer()).last_turn == NOW


async def test_skipping_cancels_what_was_planned(house: House) -> None:
    await house.order("ask K-1", now=NOW + 8 * timedelta(hours=1))

    told = await house.order("skip K-1")

    (ask,) = await house.store.read(lambda books: books.asks.of(1))
    assert "the question planned for 3 March 2026 at 09:00 is cancelled" in told
    assert ask.state is State.CANCELLED
    assert "skipped by an admin" in await house.order("why K-1")


async def test_one_who_was_asked_cannot_be_skipped(house: House) -> None:
    await house.store.write(lambda books: asked(books, at=NOW - DAY, slot=None))

    told = await house.order("skip K-1")

    (ask,) = await house.store.read(lambda books: books.asks.of(1))
    assert "already asked on 1 March 2026" in told
    assert ask.state is State.ASKED


# Why --------------------------------------------------------------------------


async def test_the_whole_story_of_a_customer_is_told(house: House) -> None:
    def been(books: Books) -> None:
        answered(books)
        books.office.skip(RELATIONSHIP, 1, "resting", None, NOW - 30 * DAY)

    await house.store.write(been)

    told = await house.order("why K-1")

    assert told.splitlines() == [
        "Quirina Vogel (Nordwind) – K-1",
        "Role: Buyer",
        "Asked at: slack:UK-1",
        "Responsible: slack:U0OWNER",
        "Time zone Europe/Copenhagen, language en",
        "Known since 26 January 2025",
        "Questions, the newest first:",
        "• asked 14 August 2025 at 13:00, answered 14 August 2025",
        "Answers, the newest first:",
        f"• 14 August 2025: 3, changed from 4 on 14 August 2025, “{WORDS}”",
        "May be asked now.",
        "Passed over, as noted on 31 January 2026: is left in peace for now.",
        told.splitlines()[-1],
    ]
    assert told.splitlines()[-1].startswith("Their turn is expected on 2 March 2026")


async def test_the_story_of_a_newcomer_is_short(house: House) -> None:
    await house.store.write(
        lambda books: joined(books, "K-2", owner=None, address=None, role="")
    )

    told = await house.order("why K-2")

    assert SAY("story.asks.none") in told
    assert "Responsible: the team" in told
    assert "turn" not in told


async def test_a_question_by_hand_tells_by_whose(house: House) -> None:
    await house.order("ask K-1")

    assert "out of turn, by slack:U0ADMIN" in await house.order("why K-1")


# Link -------------------------------------------------------------------------


async def test_a_link_is_kept_hashed_and_works_once(house: House) -> None:
    await house.store.write(
        lambda books: books.office.set_fact("telegram_username", "AcmeBot")
    )

    told = await house.order("link K-1")

    text, link = told.splitlines()
    start, _, code = link.partition("?start=")
    kept = sha256(code.encode()).hexdigest()
    assert start == "https://t.me/AcmeBot"
    assert len(code) == 22
    assert "until 1 April 2026 at 13:00" in text
    assert code not in str(dump(house.path))
    accept: list[int | None] = [
        await house.store.write(lambda books: books.office.accept(kept, NOW + DAY))
        for _ in range(2)
    ]
    assert accept == [1, None]


async def test_without_telegram_there_is_no_link(house: House) -> None:
    assert await house.order("link K-1") == SAY("link.no.telegram")


# Forget -----------------------------------------------------------------------


async def test_forgetting_wants_to_be_confirmed(house: House) -> None:
    await house.store.write(answered)

    told = await house.order("forget K-1")

    assert "answers (1) and cases (1)" in told
    assert told.endswith("/nps forget K-1 yes")
    assert await house.customer()


async def test_forgetting_leaves_nothing_but_a_mark(house: House) -> None:
    def been(books: Books) -> None:
        joined(books, "K-2", name="Bo", account="", address=None)
        answered(books, ago=400)
        answered(books, ago=200)
        office, one = books.office, known(books)
        office.trouble("trouble.unconfirmed", NOW, customer=one.name)
        office.trouble("trouble.unreachable", NOW, to=str(one.address))
        office.trouble("trouble.given.up", NOW, to=str(TEAM))
        office.skip(RELATIONSHIP, one.id, "resting", None, NOW)
        words = Saying(
            "words:1", OWNER, Note(WORDS), Urgency.ALERT, NOW, customer=one.id
        )
        books.outbox.put(words)
        old = Saying("alert:2", OWNER, Note(WORDS), Urgency.ALERT, NOW, customer=one.id)
        books.outbox.put(old)

    await house.store.write(been)
    await house.order("why K-1")
    await house.order("summary", CUSTOMER_IN_SLACK)

    told = await house.order("forget K-1 yes")

    left = dump(house.path)
    for trace in ("Quirina", "Nordwind", "Zwiebelfisch", "K-1", "second thought"):
        assert trace not in str(left)
    assert len(left["refusals"]) == 2
    assert len(left["troubles"]) == 1
    assert left["posted"] == [
        (f"alert:{n}", "slack", "D0OWNER", "1", at) for n, at in posted_at(left)
    ]
    assert "Quirina Vogel (Nordwind) is erased" in told
    assert "has been erased" in await house.order("why K-1")


def posted_at(left: dict[str, list[tuple[object, ...]]]) -> list[tuple[int, object]]:
    return [(n, row[-1]) for n, row in enumerate(left["posted"], 1)]


async def test_alerts_about_the_forgotten_are_edited(house: House) -> None:
    def been(books: Books) -> None:
        answered(books)
        joined(books, "K-2", account="")
        answered(books, "K-2")
        books.outbox.fallen("alert:2")

    await house.store.write(been)
    await house.order("forget K-1 yes")
    await house.order("forget K-2 yes")

    (row,) = await house.store.read(lambda books: books.outbox.due("slack", NOW, 10))
    assert (row.topic, row.to) == ("alert:1", OWNER)
    assert row.message == alerts.erased(SAY)


async def test_counters_equal_a_recount_after_forgetting(house: House) -> None:
    def been(books: Books) -> None:
        joined(books, "K-2", account="")
        for key in ("K-1", "K-2"):
            answered(books, key, ago=400)
            answered(books, key, ago=190, score=5)
            asked(books, key, at=NOW - DAY, slot=None)

    await house.store.write(been)

    await house.order("forget K-1 yes")

    counted = {row for row in dump(house.path)["tally"] if row[-1]}
    await house.store.write(lambda books: books.answers.recount())
    days = (date(2020, 1, 1), date(2027, 1, 1))
    rate = await house.store.read(lambda books: books.asks.rate(RELATIONSHIP, *days))
    assert counted == set(dump(house.path)["tally"])
    assert rate == (3, 2)


async def test_opting_in_takes_the_marks_away(house: House) -> None:
    one = await house.customer()
    await house.store.write(lambda books: erasure.opt_out(books, one, NOW))
    assert len(dump(house.path)["refusals"]) == 2

    await house.store.write(lambda books: erasure.opt_in(books, one))

    assert dump(house.path)["refusals"] == []
    assert (await house.customer()).opted_out_at is None


# Cases, summary, plan, status -------------------------------------------------


async def test_cases_come_by_urgency_with_the_first_words(house: House) -> None:
    def been(books: Books) -> None:
        joined(books, "K-2", name="Bo", account="", owner=None)
        answered(books, score=6, ago=3)
        answered(books, "K-2", score=0, ago=1)
        books.answers.keep_words(2, "D/1", "word " * 100, NOW)

    await house.store.write(been)

    told = await house.order("cases", COLLEAGUE)

    _, severe, other = told.split("\n\n")
    assert severe.startswith("No. 2: Bo answered 0\nOpen for 24 hours, with the team\n")
    assert severe.endswith("…”")
    assert len(severe.splitlines()[-1]) < 130
    assert other == (
        "No. 1: Quirina Vogel (Nordwind) answered 6\n"
        f"Open for 3 days, with slack:U0OWNER\n“{WORDS}”"
    )


async def test_more_cases_than_fit_are_said_so(house: House) -> None:
    def been(books: Books) -> None:
        for n in range(2, 13):
            joined(books, f"K-{n}")
            answered(books, f"K-{n}", ago=1)

    await house.store.write(been)

    assert (await house.order("cases")).endswith(SAY("cases.more", n=10))


async def test_the_summary_is_where_we_stand_now(house: House) -> None:
    await house.store.write(lambda books: answered(books, ago=3))

    told = await house.order("summary", COLLEAGUE)

    assert "2 March 2026 at 12:00" in told
    assert "Zwiebelfisch" not in told


async def test_the_plan_tells_who_comes_next_and_who_does_not(house: House) -> None:
    def been(books: Books) -> None:
        joined(books, "K-2", name="Ann", account="", time_zone="America/New_York")
        joined(books, "K-3", name="Bo", address=None)
        joined(books, "K-4", name="Cy", account="")
        asked(books, "K-4", at=NOW - DAY, slot="2026-03/01")

    await house.store.write(been)
    await house.order("ask K-2")
    await house.order("pause")

    told = await house.order("plan")

    lines = told.splitlines()
    assert lines[:3] == [
        SAY("plan.paused", date="2 March 2026"),
        SAY("plan.next"),
        "• 2 March 2026 at 09:00 (America/New_York) – Ann",
    ]
    assert "– Quirina Vogel (Nordwind)" in lines[3]
    assert any("10 a month are wanted" in line for line in lines)
    assert any("In 2026-03 only" in line for line in lines)
    assert "• no address yet: 1" in lines
    assert "• has a question open: 2" in lines


async def test_a_plan_of_nobody_says_so(tmp_path: Path) -> None:
    async with house_of(settings(), tmp_path) as house:
        assert SAY("plan.nobody") in await house.order("plan")


async def test_the_status_tells_how_things_are(house: House) -> None:
    def been(books: Books) -> None:
        joined(books, "K-2", name="Bo", address=None)
        joined(books, "K-3", name="Cy", account="")
        asked(books, at=NOW - DAY, slot=None)
        office = books.office
        office.trouble("trouble.given.up", NOW - 8 * DAY, to="slack:U1")
        office.trouble("trouble.unreachable", NOW - DAY, to="slack:U2")
        office.trouble("trouble.unreachable", NOW, to="slack:U2")
        assert office.summarises(RELATIONSHIP, date(2026, 3, 2), NOW)
        books.outbox.put(Saying("x", TEAM, Note("x"), Urgency.TEAM, NOW))

    await house.store.write(been)
    await house.order("ask K-3")

    assert (await house.order("status")).splitlines() == [
        "Questions go out as planned.",
        "Next question: Cy, 2 March 2026 at 12:00.",
        "Customers – in all: 3, asked at some time: 1, has a question open: 2,"
        " no address yet: 1",
        "Questions so far – planned: 1, not answered yet: 1",
        "Messages waiting to be sent – Slack: 1",
        "Last summary: 2 March 2026.",
        "What went wrong in the last 7 days:",
        "• slack:U2 could not be reached. (2 March 2026 at 12:00, 2 ×)",
    ]


async def test_the_status_of_a_pause_tells_whose_it_is(house: House) -> None:
    await house.order("pause until 2026-03-09")

    told = await house.order("status")

    assert told.startswith(
        "Paused since 2 March 2026 at 12:00 by slack:U0ADMIN, until 9 March 2026."
    )
    assert SAY("status.next.none") in told
    assert SAY("status.troubles.none") in told


# Every language ---------------------------------------------------------------

TROUBLES = (
    ("trouble.unreachable", {"to": "slack:U1"}),
    ("trouble.refused", {"to": "slack:U1", "why": "too long"}),
    ("trouble.unauthorised", {"service": "slack", "why": "token_revoked"}),
    ("trouble.unconfirmed", {"customer": "Anna"}),
    ("trouble.no.team", {}),
    ("trouble.given.up", {"to": "slack:U1"}),
    ("trouble.polling.conflict", {"service": "telegram"}),
)


def much(books: Books) -> None:
    """Have everything there is to tell happen."""
    for n in range(2, 7):
        joined(books, f"K-{n}", account="" if n > 4 else "Nordwind")
    answered(books)
    answered(books, "K-2", ago=1)
    asked(books, "K-3", at=NOW - DAY, slot="2026-03/09")
    books.customers.unreachable(known(books, "K-4").id, "user_not_found", NOW)
    books.office.skip(RELATIONSHIP, 1, "account_cap", None, NOW)
    for what, values in TROUBLES[:5]:
        books.office.trouble(what, NOW, **values)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_answer_can_be_given_in_every_language(
    tmp_path: Path, language: str
) -> None:
    async with house_of(settings(language), tmp_path) as house:
        await house.store.write(joined)
        await house.store.write(much)
        orders = [
            *("help", "nonsense", "paws", "status extra", "ask", "pause soon"),
            *("pause 2020-01-01", "ask nobody", "status", "summary", "plan", "cases"),
            *(f"{verb} K-{n}" for verb in ("ask", "skip", "why") for n in range(1, 7)),
            *("pause", "status", "plan", "pause tomorrow", "status", "plan"),
            *("ask K-6", "resume", "resume", "link K-1", "forget K-1"),
            *("forget K-1 yes", "why K-1"),
        ]
        for text in orders:
            told = await house.order(text)
            assert told
            assert "{" not in told
        for who in (COLLEAGUE, Address.parse("slack:UK-2")):
            assert "{" not in await house.order("status", who)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("what", "values"), TROUBLES)
def test_every_trouble_can_be_told(
    language: str, what: str, values: dict[str, str]
) -> None:
    told = Texts().of(language)(what, **values)

    assert all(value in told for value in values.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: str) -> None:
    say = Texts().of(language)

    assert [say(f"state.{state}") for state in State]
    assert [say(f"command.{verb}") for verb in Verb]


def test_the_clock_of_these_tests_is_in_office_hours() -> None:
    window = settled(settings()).rotation.window

    assert window.opens <= time(12) < window.closes

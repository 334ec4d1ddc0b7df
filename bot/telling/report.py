"""Where we stand, in words: a standing and a day's news → a summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.telling.news import News, lines, voices
from bot.telling.standing import Standing
from bot.texts import Phrases
from channels.contract import Summary


def daily(standing: Standing, news: News, say: Phrases) -> Summary:
    """Word the daily summary."""
    quoted = voices(news, say)
    n, more = len(news.heard), len(news.heard) - len(quoted)
    since = say.day(news.since)
    return Summary(
        title=_title(standing, say),
        lines=(
            *_sure(standing, say),
            *_change(standing, say),
            *_counts(standing, say),
            *lines(news, say),
        ),
        voices_title=say.plural("summary.heard", n, since=since) if n else "",
        voices=quoted,
        note=say.plural("summary.more", more) if more else "",
    )


def current(standing: Standing, say: Phrases) -> Summary:
    """Word where we stand now, for one who asks.

    Whether the score moved is left to the daily summary: to one who looks after every
    answer, chance alone will seem to have moved it sooner or later.
    """
    facts = *_sure(standing, say), *_counts(standing, say)
    return Summary(_title(standing, say), facts)


def running(standing: Standing, moment: datetime, say: Phrases) -> Summary:
    """Word the running score as of *moment*, given in the team's time zone."""
    now = current(standing, say)
    note = say("summary.as.of", moment=say.moment(moment))
    return Summary(now.title, now.lines, note=note, pin=True)


def plain(summary: Summary) -> str:
    """Write *summary* as plain lines."""
    said = (": ".join(filter(None, (v.who, v.words))) for v in summary.voices)
    head, tail = (summary.title, *summary.lines, summary.voices_title), summary.note
    return "\n".join(filter(None, (*head, *said, tail)))


# The score --------------------------------------------------------------------


def _title(standing: Standing, say: Phrases) -> str:
    if not standing.enough:
        n = say.number(standing.counts.n)
        minimum = say.number(standing.terms.minimum_answers)
        return say("summary.title.few", n=n, minimum=minimum)
    margin = say.number(standing.interval.half_width)
    return say("summary.title", score=say.signed(standing.counts.nps), margin=margin)


def _sure(standing: Standing, say: Phrases) -> Iterator[str]:
    if not standing.enough:
        return
    if standing.counts.n == standing.population:
        yield say("summary.sure.all")
        return
    percent = round(100 * standing.terms.confidence, 1)
    yield say(
        "summary.sure",
        low=say.signed(standing.interval.low),
        high=say.signed(standing.interval.high),
        confidence=say.percent(percent / 100, 0 if percent.is_integer() else 1),
    )


def _change(standing: Standing, say: Phrases) -> Iterator[str]:
    """Tell the difference of the two scores as shown, if it means anything.

    `Change.delta` lies nearer to 0 than that; the two can even differ in sign.
    """
    if not standing.enough:
        return
    then = say.date(standing.since - timedelta(days=1))
    if standing.before is None or standing.change is None:
        yield say("summary.change.unknown", then=then)
        return
    before = say.signed(standing.before.nps)
    points = round(standing.counts.nps) - round(standing.before.nps)
    if not standing.change.means_something or points * standing.change.delta <= 0:
        yield say("summary.change.none", then=then, before=before)
        return
    way = "summary.change.up" if points > 0 else "summary.change.down"
    yield say.plural(way, abs(points), then=then, before=before)


def _counts(standing: Standing, say: Phrases) -> Iterator[str]:
    counts, since = standing.counts, say.date(standing.since)
    if counts.n:
        yield say.plural(
            "summary.counts",
            counts.n,
            since=since,
            promoters=say.number(counts.promoters),
            passives=say.number(counts.passives),
            detractors=say.number(counts.detractors),
            severe=say.number(counts.severe),
        )
    else:
        yield say("summary.counts.none", since=since)
    yield _rate(standing, say)


def _rate(standing: Standing, say: Phrases) -> str:
    if standing.response_rate is None:
        return say("summary.rate.none")
    return say(
        "summary.rate",
        rate=say.percent(standing.response_rate),
        answered=say.number(standing.answered),
        asked=say.number(standing.asked),
    )

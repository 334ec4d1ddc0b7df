"""An answer's news, put into the outbox in the transaction of its cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot import casebook
from bot.asking import wording
from bot.asking.interview import Ask, Say
from bot.asking.rounds import topic
from bot.orders.authority import Role, role
from bot.people.customer import Customer
from bot.people.moving import whereabouts
from bot.planning.sendtime import zone_info
from bot.policy import Policy
from bot.store import Books
from bot.store.cases import Told
from bot.store.outbox import Saying, Urgency
from bot.telling import alerts
from bot.telling.alerts import Story
from channels.contract import (
    Address,
    Alert,
    Command,
    FollowUp,
    Message,
    Notice,
    Question,
    Words,
)


@dataclass(frozen=True, slots=True)
class Speech:
    """The company's voice in one transaction."""

    policy: Policy
    books: Books
    now: datetime

    @property
    def team(self) -> Address | None:
        """Tell where the team reads, also when its chat has got a new id."""
        team = self.policy.team
        return whereabouts(self.books, team) if team else None

    def notice(self, sentence: str, customer: Customer | None) -> Notice:
        """Word what the one who pressed or wrote is told at once."""
        say = self.policy.says(customer) if customer else self.policy.team_says
        name = customer.name if customer else ""
        return Notice(say(sentence, name=name, company=self.policy.asker.company))

    def stranger(self, by: Address) -> Notice:
        """Word what somebody is told who is none of the customers."""
        giver = role(self.books, self.policy, Command("", by, "", by.place))
        known = giver is not Role.STRANGER
        return self.notice("welcome.staff" if known else "notice.unknown", None)

    def show(self, say: Say, ask: Ask, customer: Customer) -> bool:
        """Put into the question's own message what *say* wants there, if anything."""
        message = self._shown(say, ask, customer)
        if message is None:
            return False
        if to := ask.addressee or customer.address:
            self._put(topic(ask.id), to, message, Urgency.NOW, customer)
        return True

    def _shown(
        self, say: Say, ask: Ask, customer: Customer
    ) -> Question | FollowUp | None:
        words, asker = self.policy.says(customer), self.policy.asker
        match say:
            case Say.WHY:
                return wording.why(ask, customer, words)
            case Say.THANKS:
                return wording.thanks(ask, customer, words)
            case Say.QUESTION:
                return wording.question_again(ask, customer, asker, words)
            case Say.GOODBYE:
                return wording.goodbye(ask, asker, words)
            case Say.PUT_OFF:
                return wording.put_off(ask, ask.due_at, words)
            case _:
                return None

    def alert(self, ask: Ask, customer: Customer) -> None:
        """Open the answer's case, bring its alert up to date, or withdraw it."""
        answer, score = self.books.answers.number(ask.id), ask.score
        if answer is None or score is None:
            return
        if casebook.calls_for_a_case(score):
            self._alarm(answer, score, ask, customer)
        elif told := self.books.cases.of_answer(answer):
            self.books.cases.withdraw(told.id)
            story = self._story(told, answer, score, ask, customer)
            self._tell(told, alerts.withdrawn(story, self.policy.team_says), customer)

    def _alarm(self, answer: int, score: int, ask: Ask, customer: Customer) -> None:
        told = self.books.cases.open(
            answer,
            ask.survey_id,
            customer.id,
            severe=casebook.severe(score),
            told=self._responsible(customer),
            now=self.now,
        )
        story = self._story(told, answer, score, ask, customer)
        self._tell(told, alerts.alert(story, self.policy.team_says), customer)

    def _story(
        self, told: Told, answer: int, score: int, ask: Ask, customer: Customer
    ) -> Story:
        corrections = self.books.answers.corrections(answer)
        answered_at = ask.answered_at or self.now
        return Story(
            told.id,
            customer,
            score,
            answered_at.astimezone(zone_info(self.policy.zone)),
            words=self.books.answers.words(ask.id) if ask.wordy else "",
            was=corrections[0][1] if corrections else None,
            owner_missed=self._missed(told, customer),
        )

    def _missed(self, told: Told, customer: Customer) -> bool:
        """Tell whether somebody else is told, because the owner is out of reach."""
        if told.to is None or customer.owner is None:
            return False
        owner = whereabouts(self.books, customer.owner)
        return whereabouts(self.books, told.to) != owner

    def _tell(self, told: Told, news: Alert, customer: Customer) -> None:
        if told.to:
            to = whereabouts(self.books, told.to)
            self._put(casebook.topic(told.id), to, news, Urgency.ALERT, customer)

    def forward(self, customer: Customer, words: Words) -> None:
        """Pass on words that belong to no answer."""
        if to := self._responsible(customer):
            say = self.policy.team_says
            news = alerts.forwarded(customer, words.text.strip(), say)
            name = sha256(words.key.encode()).hexdigest()[:16]
            self._put(f"words:{customer.id}:{name}", to, news, Urgency.ALERT, customer)

    def _responsible(self, customer: Customer) -> Address | None:
        owner = customer.owner and whereabouts(self.books, customer.owner)
        to = owner or self.team
        if to is None:
            self.books.office.trouble("trouble.no.team", self.now)
        return to

    def _put(
        self,
        name: str,
        to: Address,
        message: Message,
        urgency: Urgency,
        customer: Customer,
    ) -> None:
        saying = Saying(name, to, message, urgency, self.now, customer=customer.id)
        self.books.outbox.put(saying)

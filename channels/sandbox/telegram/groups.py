"""What happens in groups."""

from __future__ import annotations

from channels.sandbox.telegram.hearing import hear
from channels.sandbox.telegram.markup import commands_in
from channels.sandbox.telegram.people import People
from channels.sandbox.telegram.records import (
    Chat,
    ChatKind,
    Json,
    Member,
    Message,
    User,
)
from channels.sandbox.telegram.shapes import user_json


class Groups(People):
    """People, and what they do together."""

    def add_group(self, title: str, *members: User, supergroup: bool = False) -> Chat:
        """Make a group of at least one person, whose first one is the creator."""
        if not members:
            raise ValueError("a group needs a creator")
        kind = ChatKind.SUPERGROUP if supergroup else ChatKind.GROUP
        inside = {user.id: Member() for user in members}
        inside[members[0].id] = Member("creator")
        return self.world.add_group(kind, title, inside)

    def add_bot(self, group: Chat) -> None:
        """Let the creator add the bot."""
        by, bot = self._creator(group), self.world.bot
        self.world.make_member(group, Member(), by)
        self._announce(group, by, {"new_chat_members": [user_json(bot)]})

    def promote_bot(
        self, group: Chat, *, can_pin: bool = True, can_delete: bool = False
    ) -> None:
        """Make the bot an administrator."""
        rights = Member("administrator", can_pin=can_pin, can_delete=can_delete)
        self.world.make_member(group, rights, self._creator(group))

    def kick_bot(self, group: Chat) -> None:
        """Throw the bot out."""
        self.world.make_member(group, Member("kicked"), self._creator(group))

    def join(self, group: Chat, user: User) -> None:
        """Let one more person in."""
        group.members[user.id] = Member()
        self._announce(group, user, {"new_chat_members": [user_json(user)]})

    def say_in_group(
        self, user: User, group: Chat, text: str, reply_to: Message | None = None
    ) -> Message:
        """Say something; the bot hears it only as far as privacy mode lets it."""
        self._check_present(user, group)
        if group.migrated_to:
            raise ValueError(f"{group.title} has become a supergroup")
        message = self.world.post(
            group, user, text=text, entities=commands_in(text), reply_to=reply_to
        )
        hear(self.world, message)
        return message

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup, which has a new id and no old messages."""
        if group.kind is not ChatKind.GROUP or group.migrated_to:
            raise ValueError(f"{group.title} cannot become a supergroup")
        by = self._creator(group)
        members = dict(group.members)
        new = self.world.add_group(ChatKind.SUPERGROUP, group.title, members)
        self._announce(group, by, {"migrate_to_chat_id": new.id})
        group.migrated_to = new.id
        self._announce(new, by, {"migrate_from_chat_id": group.id})
        self.world.journal.note("migrated", old=group.id, new=new.id)
        return new

    def _creator(self, group: Chat) -> User:
        members = group.members.items()
        creator = next(u for u, member in members if member.status == "creator")
        return self.world.users[creator]

    def _announce(self, group: Chat, by: User, service: Json) -> None:
        hear(self.world, self.world.post(group, by, service=service))

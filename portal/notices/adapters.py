"""The ways in which a message leaves the portal. A city adds its own by a class and a setting.

`NOTICE_ADAPTER` names the class by its dotted path. It is made once for some messages, opened,
handed one after the other, and closed. One that cannot take a message raises `NotTaken`: it is
tried again later.
"""

import smtplib
import sys
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string


class NotTaken(Exception):
    """The other side did not take the message; its text holds no address."""


@dataclass(frozen=True)
class Message:
    """To one person, in their language. Who gets a `message_id` twice shows it once."""

    to: str
    subject: str
    text: str
    message_id: str
    headers: dict[str, str] = field(default_factory=dict)


class Adapter(Protocol):
    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def send(self, message: Message) -> None: ...


class EmailAdapter:
    """By Django's mail settings (`EMAIL_URL`), over one connection."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def send(self, message: Message) -> None:
        mail = EmailMessage(
            message.subject,
            message.text,
            settings.DEFAULT_FROM_EMAIL,
            [message.to],
            headers={**message.headers, "Message-ID": message.message_id},
            connection=self._connection,
        )
        try:
            # Opened here, so that it stays open for the next.
            self._connection.open()
            mail.send()
        except (OSError, smtplib.SMTPException) as error:
            raise NotTaken(type(error).__name__) from error


class ConsoleAdapter:
    """Onto the standard output: to look at, and an example of how little an adapter is."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout.flush()

    def send(self, message: Message) -> None:
        sys.stdout.write(f"--- {message.to}: {message.subject}\n{message.text}\n")


def adapter() -> Adapter:
    made: Adapter = import_string(settings.NOTICE_ADAPTER)()
    return made

"""Mails of this app: a subject and a text from templates/accounts/mail, in one language."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)


def send(template: str, *, to: str, language: str, **context: object) -> bool:
    """Send one mail; whether the mail server took it. A refusal is logged without the address."""
    with translation.override(language):
        subject = render_to_string(f"accounts/mail/{template}_subject.txt", context)
        text = render_to_string(f"accounts/mail/{template}.txt", context)
    try:
        # A subject is one line, whatever names it holds.
        send_mail(
            settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + " ".join(subject.split()),
            text.strip() + "\n",
            settings.DEFAULT_FROM_EMAIL,
            [to],
        )
    except (OSError, smtplib.SMTPException) as error:
        # The error's own text would name the address.
        logger.warning("A mail was not taken (%s): %s", template, type(error).__name__)
        return False
    return True

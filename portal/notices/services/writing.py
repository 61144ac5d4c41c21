"""The words of a digest: what happened to what the person took part in, and why they hear of it."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.common.languages import in_language
from portal.lifecycle.events import sentence
from portal.notices.adapters import Message
from portal.notices.frequencies import Frequency
from portal.notices.models import Mail, Notice, Subscription

SALT = "notices.unsubscribe"
MOST_TOLD = 50


def message_of(mail: Mail) -> Message | None:
    """The mail in its reader's language; None where there is nothing to send, or nobody to."""
    subscription = getattr(mail.user, "subscription", None)
    notices = sorted(mail.notices.all(), key=lambda notice: notice.pk)
    if not (subscription and notices and mail.user.is_active):
        return None
    if subscription.frequency == Frequency.NEVER:
        return None
    language = mail.user.language
    with translation.override(language):
        context = {
            "notices": [_told(notice, language) for notice in notices[:MOST_TOLD]],
            "count": len(notices),
            "more": max(0, len(notices) - MOST_TOLD),
            "inbox": settings.SITE_URL + in_language(reverse("notices:inbox"), language),
            "settings": settings.SITE_URL + in_language(reverse("notices:settings"), language),
            "unsubscribe": unsubscribe_address(subscription, language),
        }
        subject = render_to_string("notices/mail/digest_subject.txt", context)
        text = render_to_string("notices/mail/digest.txt", context)
    return Message(
        to=mail.user.email,
        subject=settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + " ".join(subject.split()),
        text=text.strip() + "\n",
        message_id=mail.message_id,
        # RFC 8058: the mailbox of the reader unsubscribes by one POST, without a page.
        headers={
            "List-Unsubscribe": f"<{context['unsubscribe']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _told(notice: Notice, language: str) -> dict[str, str]:
    return {
        "sentence": sentence(notice.event),
        "why": notice.why_text,
        "url": settings.SITE_URL + in_language(notice.get_target_url(), language),
    }


def unsubscribe_address(subscription: Subscription, language: str) -> str:
    token = Signer(salt=SALT).sign_object([subscription.pk])
    path = reverse("notices:unsubscribe", args=[token])
    return str(settings.SITE_URL + in_language(path, language))


def subscription_named(token: str) -> Subscription | None:
    """That of a link in a mail, which stays good; of one that was changed, none."""
    try:
        (person,) = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return Subscription.objects.select_related("user").filter(pk=person).first()

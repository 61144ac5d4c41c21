"""The city's own limits on what is written: for new accounts, and by word lists."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from deliberation.errors import NewAccountIsLimited, NotModeratingTheCity, WordIsRefused
from deliberation.models import ModerationRules
from deliberation.selectors.moderation import moderates_city
from deliberation.services.moderating import flag_automatically, require_reason
from deliberation.services.numbering import LATELY
from deliberation.states import Ground
from deliberation.subjects import Subject
from deliberation.wordlist import found_in, has_link, words_in
from portal.accounts.models import User
from portal.accounts.services import audit
from portal.common.written import plain


@transaction.atomic
def set_rules(
    *,
    actor: User,
    new_account_days: int,
    new_account_posts: int,
    watches_links: bool,
    refused_words: str,
    watched_words: str,
    reason: str,
) -> ModerationRules:
    """Set the limits anew; what stood before stays in the published list, and can be set again.

    Raises:
        ReasonIsMissing: the reason is too short to explain anything.
        NotModeratingTheCity: the actor is no moderator of the whole city.
    """
    require_reason(reason)
    if not moderates_city(actor):
        raise NotModeratingTheCity
    rules = ModerationRules.objects.create(
        new_account_days=new_account_days,
        new_account_posts=new_account_posts,
        watches_links=watches_links,
        refused_words="\n".join(words_in(refused_words)),
        watched_words="\n".join(words_in(watched_words)),
        reason=plain(reason).strip(),
        actor=actor,
    )
    audit.record("deliberation.set_rules", actor=actor, subject=rules)
    return rules


def require_within_limits(
    *,
    actor: User,
    text: str,
    said_since: Callable[[datetime], int],
    rules: ModerationRules | None = None,
) -> ModerationRules:
    """Ask before something is taken; gives the rules, for `note_what_rules_notice` afterwards.

    `said_since` counts what the person wrote of that kind since a moment; it is asked only for
    new accounts. `rules` are those in force, where they are known already.

    Raises:
        WordIsRefused: names the word.
        NewAccountIsLimited: the account is new, and wrote as much as one may within a day.
    """
    rules = rules or ModerationRules.in_force()
    refused = found_in(text, words_in(rules.refused_words))
    if refused:
        raise WordIsRefused(refused)
    begin = timezone.now() - LATELY
    if _is_new(actor, rules) and said_since(begin) >= rules.new_account_posts:
        raise NewAccountIsLimited(rules.new_account_posts, rules.new_account_days)
    return rules


def note_what_rules_notice(
    rules: ModerationRules, *, actor: User, text: str, subject: Callable[[], Subject]
) -> None:
    """Let a moderator look at what holds a watched word, or a link of a new account.

    `subject` is asked only where something was noticed.
    """
    watched = found_in(text, words_in(rules.watched_words))
    if watched:
        flag_automatically(subject=subject(), ground=Ground.WORD, note=watched)
    if rules.watches_links and has_link(text) and _is_new(actor, rules):
        flag_automatically(subject=subject(), ground=Ground.LINK, note="")


def _is_new(person: User, rules: ModerationRules) -> bool:
    return timezone.now() - person.date_joined < timedelta(days=rules.new_account_days)

"""The one family of errors whose text may be shown to a person."""

from django.utils.functional import Promise


class RuleViolation(Exception):
    """A deed that the rules refuse. Its text is shown to the person: what is wrong, what to do.

    Services raise it; views make it a form error or a page, consumers a refusal message.
    """

    def __init__(self, text: str | Promise) -> None:
        super().__init__(str(text))
        self.text = text


class NotAllowed(RuleViolation):
    """The rule refuses this person, not the moment: answered with 403 instead of 409."""

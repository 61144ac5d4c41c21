"""Keys that people registered online: sealed to the registrar, so that the portal reads none.

What stands here says that an entry of the roll has registered, never with which key: the keys on
the public list cannot be related to people from the portal's database.
"""

from django.db import models

from voting.models.roll import RollEntry


class RegistrationPermission(models.Model):
    """Given for a proven identity: one key may be registered with it, once, within minutes.

    The browser holds the token; here lies its hash.
    """

    entry = models.ForeignKey(RollEntry, models.CASCADE, related_name="permissions")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.entry_id}"


class OnlineRegistration(models.Model):
    """One entry of the roll has registered: a key and its proof, sealed to the registrar's key."""

    entry = models.OneToOneField(
        RollEntry, models.CASCADE, primary_key=True, related_name="registration"
    )
    sealed = models.CharField(max_length=2000)

    def __str__(self) -> str:
        return f"{self.entry_id}"

"""What can be found: of each item its text, made alike, and the pairs of letters in it."""

from django.db import models


class SearchEntry(models.Model):
    """`number` is that of an item on the path; this room knows of no items."""

    number = models.PositiveBigIntegerField(primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.number)


class SearchPair(models.Model):
    """Two letters that stand side by side in the text of an entry."""

    pk = models.CompositePrimaryKey("pair", "number")
    pair = models.PositiveBigIntegerField()
    number = models.PositiveBigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.pair}: {self.number}"

"""Everything that counting refuses: a code, its values, a sentence in both languages."""

from voting.counting.sentences.both import Language
from voting.counting.sentences.faults import FAULTS, LINE


class CountingError(ValueError):
    """A refused election, ballot file or rule. `code` is a key of `sentences.faults.FAULTS`."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def reason(self, language: Language = "en") -> str:
        return FAULTS[self.code][language].format(**self.values)

    def __str__(self) -> str:
        return self.reason()


class BrokenElection(CountingError):
    """Projects, a budget or ballots that no rule can count."""


class BrokenRule(CountingError):
    """A rule that cannot be read, contradicts itself or does not fit the election."""


class BrokenPabulibFile(CountingError):
    """A .pb file, refused whole.

    `line`: the physical line, from 1, on which the faulty record begins; where something is
    missing, the line that promised it, or the last line of the file.
    """

    def __init__(self, line: int, code: str, **values: str | int) -> None:
        super().__init__(code, **values)
        self.line = line

    def sentence(self, language: Language = "en") -> str:
        return LINE[language].format(line=self.line, reason=self.reason(language))

    def __str__(self) -> str:
        return self.sentence()

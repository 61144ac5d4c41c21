from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from portal.common.errors import RuleViolation
from voting.explained import Told
from voting.management.progress import Progress, WatchedFile
from voting.selectors.agreement import Agreement, agreement_of
from voting.services import load_past_election
from voting.services.past import PastElection
from voting.states import CountStage

SAID = {
    Agreement.EQUAL: "the funded set equals the file's",
    Agreement.DIFFERENT: "the funded set DIFFERS from the file's",
    Agreement.NOT_RECORDED: "the file records no winners to compare with",
    Agreement.RULE_UNKNOWN: "the file names no rule to count by, so it was read by greedy",
}


class Command(BaseCommand):
    help = (
        "Load a real election from a Pabulib file (.pb) as a past cycle, with its proposals and "
        "anonymous ballots, and count it by its own rule. A broken file is refused whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--cycle-name", required=True, help="what the cycle is to be called")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with override("en"):
            try:
                loaded = self._load(path, options["cycle_name"])
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            except RuleViolation as violation:
                raise CommandError(f"{path.name}: {violation.text}") from violation
            self.stdout.write(_summary(loaded))

    def _load(self, path: Path, cycle_name: str) -> PastElection:
        progress = Progress(self.stdout)
        raw = path.open("rb", buffering=0)
        with WatchedFile(raw, progress.stage("Reading", "bytes")) as file:
            return load_past_election(
                file=file,
                file_name=path.name,
                cycle_name=cycle_name,
                told=progress.stage("Storing", "groups of identical ballots"),
                counted=_counted(progress),
            )


def _counted(progress: Progress) -> Told:
    """The stage that takes long is shown: what each project that was not funded lacked."""
    measured = progress.stage("Looking for what was missing", "projects that were not funded")

    def told(stage: CountStage, done: int, of: int) -> None:
        if stage is CountStage.MEASURING:
            measured(done + 1, of)

    return told


def _summary(loaded: PastElection) -> str:
    election, result = loaded.election, loaded.result
    return (
        f"{loaded.cycle.name_ja}: {election.options.count()} projects, "
        f"{election.ballot_count:,} ballots, counted by {result.rule['name']}; "
        f"{SAID[agreement_of(election, result)]}.\n{loaded.cycle.get_absolute_url()}"
    )

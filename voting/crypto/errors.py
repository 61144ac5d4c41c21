"""What a verification raises."""

from enum import StrEnum


class Check(StrEnum):
    """The checks of the protocol by name; docs/protocol.md says what each rests on."""

    ENCODING = "encoding"
    EMBEDDING = "embedding"
    CHOICE = "choice"
    CODE = "code"
    BALLOT_SHAPE = "ballot-shape"
    BALLOT_PROOF = "ballot-proof"
    MIX_SHAPE = "mix-shape"
    MIX_PROOF = "mix-proof"
    DEALING_COMMITMENT = "dealing-commitment"
    DEALING_SHAPE = "dealing-shape"
    DEALING_PROOF = "dealing-proof"
    SHARE = "share"
    TRUSTEES = "trustees"
    OPENING_SHAPE = "opening-shape"
    OPENING_PROOF = "opening-proof"
    LOG_INCLUSION = "log-inclusion"
    LOG_CONSISTENCY = "log-consistency"
    CHALLENGED_BALLOT = "challenged-ballot"
    GROUP_ELEMENT = "group-element"
    IDENTITY_ELEMENT = "identity-element"
    SCALAR = "scalar"
    SIGNATURE = "signature"
    DEFINITION = "definition"
    BALLOT_FORM = "ballot-form"
    LIMITS = "limits"
    LOT = "lot"
    AUDIT_SEED = "audit-seed"
    CEREMONY = "ceremony"
    APPROVAL = "approval"
    CREDENTIAL_LIST = "credential-list"
    LOG_ENTRY = "log-entry"
    LOG_HEAD = "log-head"
    COUNTERSIGNATURE = "countersignature"
    CLOSING = "closing"
    UNLISTED_CREDENTIAL = "unlisted-credential"
    EXCLUDED_CREDENTIAL = "excluded-credential"
    COPIED_CIPHERTEXT = "copied-ciphertext"
    BALLOT_CHAIN = "ballot-chain"
    SPOILT_BALLOT = "spoilt-ballot"
    PAPER_BALLOTS = "paper-ballots"
    MIXERS = "mixers"
    RESULT = "result"


class CheckFailed(Exception):
    """A check did not hold. `check` names it, `where` tells what was being checked."""

    def __init__(self, check: Check, where: str) -> None:
        super().__init__(f"{check}: {where}")
        self.check = check
        self.where = where

    def __reduce__(self) -> tuple[type["CheckFailed"], tuple[Check, str]]:
        """So that it comes back whole from another process."""
        return type(self), (self.check, self.where)

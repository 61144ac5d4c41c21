"""A rehearsal with trustees who use their own tool: this plays the portal, on their board.

Called again and again: it lays out the definition once the key is made, and the closed vote once
all have signed. Nothing is remembered between two calls, because the seed gives the same again.
"""

import sys
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Final

from voting.counting.sentences.both import Both
from voting.crypto.approvals import check_approvals
from voting.crypto.draw import SeededDraw
from voting.crypto.signatures import Signature
from voting.rehearse.plan import Plan
from voting.rehearse.preparation import Parties, Prepared, prepare
from voting.rehearse.vote import Rehearsal
from voting.tools.board import Board, board_at, read_document
from voting.tools.refusal import Waiting
from voting.trustee.following import Stage, follow
from voting.trustee.messages import read_invitation
from voting.trustee.signed import approval_name, read_trustee_signature
from voting.trustee.vote import VOTE

SENTENCES: Final[dict[str, Both]] = {
    "rehearsed": {
        "ja": "「{path}」に記録を書きました（{entries:,}件、開いた票{opened:,}票）。",
        "en": "Wrote {path}: {entries:,} entries, {opened:,} ballots opened.",
    },
    "no_invitation": {
        "ja": "案内（invitation.json）がありません。",
        "en": "There is no invitation (invitation.json) on the board.",
    },
    "no_key": {
        "ja": "鍵がまだできていません。",
        "en": "The trustees have not made the key yet.",
    },
    "no_approval": {
        "ja": "定義を置きました。承認を待っています：{missing}",
        "en": "The definition is there. Waiting for the approval of trustees {missing}.",
    },
}


def rehearse_on(place: str, plan: Plan) -> None:
    """Go on with the rehearsal on a board, as far as the trustees are.

    Raises:
        Waiting: for trustees. What `follow` and `check_approvals` raise.
    """
    board = board_at(place)
    get = partial(read_document, board)
    invitation = get("invitation.json")
    if invitation is None:
        raise Waiting("no_invitation")
    standing = follow(read_invitation(invitation), get)
    if standing.stage is not Stage.DONE:
        raise Waiting("no_key")
    made, n = standing.transcript, standing.invitation.n
    group = standing.invitation.group
    plan = replace(plan, trustees=n, threshold=standing.invitation.t, group=group.name)
    draw = SeededDraw(plan.seed.encode())
    prepared = prepare(plan, draw, Parties(made.ceremony, made.contributions))
    board.put("definition.json", prepared.definition.encoded)
    approvals = {i: get(approval_name(i)) for i in range(1, n + 1)}
    if missing := [i for i, encoded in approvals.items() if encoded is None]:
        raise Waiting("no_approval", missing=", ".join(map(str, missing)))
    signatures = tuple(
        read_trustee_signature(group, i, encoded) for i, encoded in approvals.items() if encoded
    )
    _hold(board, plan, draw, _approved(prepared, signatures))


def _approved(prepared: Prepared, signatures: tuple[Signature, ...]) -> Prepared:
    check_approvals(prepared.definition, signatures)
    return replace(prepared, signatures=replace(prepared.signatures, trustees=signatures))


def _hold(board: Board, plan: Plan, draw: SeededDraw, prepared: Prepared) -> None:
    vote = Rehearsal(plan, draw, prepared)
    vote.cast_all()
    vote.close()
    file = BytesIO()
    vote.write_vote(file)
    for turn, paper in enumerate(vote.paper, start=1):
        board.put(f"paper-{turn}.json", paper.encoded())
    board.put(VOTE, file.getvalue())
    sys.stdout.write(f"{len(vote.entries)} entries: {VOTE}\n")

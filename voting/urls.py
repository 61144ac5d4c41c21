from django.urls import path, register_converter

from voting.states import ElectionKind
from voting.views import (
    batches,
    board,
    casting,
    counter,
    elections,
    electorates,
    holding,
    logs,
    paper_audit,
    published,
    registering,
    registrar,
    running,
    totals,
    verifying,
    voters,
)


class ElectionKindConverter:
    regex = "|".join(ElectionKind)

    def to_python(self, value: str) -> ElectionKind:
        return ElectionKind(value)

    def to_url(self, value: ElectionKind | str) -> str:
        return str(value)


register_converter(ElectionKindConverter, "election_kind")


class FingerprintConverter:
    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FingerprintConverter, "fingerprint")

CASTING = "casting/<fingerprint:fingerprint>/"
# Without session, account and language (docs/casting.md): portal.urls takes them in by themselves.
quick_patterns = [
    path(f"{CASTING}definition", casting.definition, name="definition"),
    path(f"{CASTING}now", casting.now, name="now"),
    path(f"{CASTING}receipts", casting.receipts, name="receipts"),
    path(f"{CASTING}ballots", casting.ballots, name="ballots"),
    path(f"{CASTING}challenges", casting.challenges, name="challenges"),
    path(f"{CASTING}state", casting.state, name="state"),
    path(f"{CASTING}trackers", casting.trackers, name="trackers"),
    path(f"{CASTING}heads", casting.heads, name="heads"),
    path(f"{CASTING}consistency/<int:old>/<int:new>", casting.consistent, name="consistency"),
    path("boards/<str:name>/<str:file>", board.board, name="board"),
    path("boards/<str:name>/<str:token>/<str:file>", board.board, name="trustees_board"),
]

app_name = "voting"
urlpatterns = [
    path("votes/", elections.election_list, name="elections"),
    path("votes/verify/", verifying.verify_page, name="verify"),
    path("votes/<int:pk>/", elections.election_page, name="election"),
    path("votes/<int:pk>/cast/", voters.cast, name="cast"),
    path("votes/<int:pk>/practice/", voters.practice, name="practice"),
    path("votes/<int:pk>/check/", voters.check, name="check"),
    path("votes/<int:pk>/result/", elections.result_page, name="result"),
    path("votes/<int:pk>/result.csv", published.result_csv, name="result_csv"),
    path("votes/<int:pk>/ballots.pb", published.ballot_file, name="ballot_file"),
    path("votes/<int:pk>/result.json", published.result_json, name="result_json"),
    path("votes/<int:pk>/explanation.json", published.explanation_json, name="explanation_json"),
    path("votes/<int:pk>/rule.json", published.rule_json, name="rule_json"),
    path("votes/<int:pk>/charts/<slug:key>.svg", elections.chart, name="chart"),
    path("votes/<int:pk>/count/state/", elections.count_state, name="count_state"),
    path("votes/<int:pk>/priorities/", elections.priorities_page, name="priorities"),
    path("votes/<int:pk>/register/", registering.register, name="register"),
    path("votes/<int:pk>/register/identity/", registering.prove, name="prove"),
    path("votes/<int:pk>/register/done/", registering.registered, name="registered"),
    path("votes/<int:pk>/registration/", registrar.registration, name="registration"),
    path("votes/<int:pk>/counter/", counter.counter, name="counter"),
    path("votes/<int:pk>/counter/<int:desk_id>/", counter.desk, name="desk"),
    path("votes/<int:pk>/counter/<int:desk_id>/card/", counter.card, name="card"),
    path("votes/<int:pk>/batches/", batches.batches, name="batches"),
    path("votes/<int:pk>/batches/<int:number>/", batches.typing, name="typing"),
    path("votes/<int:pk>/batches/<int:number>/finish/", batches.finish, name="finish_typing"),
    path("votes/<int:pk>/batches/<int:number>/settle/", batches.settling, name="settling"),
    path("votes/<int:pk>/registrar/", registrar.registrar, name="registrar"),
    path("votes/<int:pk>/registrar/roll.csv", registrar.roll_file, name="roll_file"),
    path("votes/<int:pk>/registrar/requests.json", registrar.requests_file, name="requests_file"),
    path("votes/<int:pk>/registrar/answer/", registrar.answer, name="registrar_answer"),
    path("votes/<int:pk>/registrar/batches.json", registrar.batches_file, name="batches_file"),
    path("votes/<int:pk>/registrar/bound/", registrar.bound, name="registrar_bound"),
    path("votes/register/identity/", registering.proved, name="proved"),
    path("votes/register/key/", registering.key, name="register_key"),
    path("votes/options/<int:pk>/", elections.option_page, name="option"),
    path("votes/prepare/", running.prepare_choice, name="prepare_choice"),
    path(
        "votes/prepare/<slug:slug>/<election_kind:kind>/",
        running.prepare,
        name="prepare",
    ),
    path("votes/<int:pk>/withdraw/", running.withdraw, name="withdraw"),
    path("votes/<int:pk>/hold/", holding.hold, name="hold"),
    path("votes/<int:pk>/setup/", holding.setup, name="setup"),
    path("votes/<int:pk>/electorates/", electorates.electorates, name="electorates"),
    path("votes/<int:pk>/electorates/<slug:code>/", electorates.electorate, name="electorate"),
    path("votes/<int:pk>/electorates/<slug:code>/drop/", electorates.drop, name="drop_electorate"),
    path("votes/<int:pk>/totals/<slug:code>/", totals.totals, name="totals"),
    path("votes/<int:pk>/define/", holding.define, name="define"),
    path("votes/<int:pk>/keys/", holding.ceremony, name="ceremony"),
    path("votes/<int:pk>/keys/address/", holding.trustee_address, name="trustee_address"),
    path("votes/<int:pk>/keys/board.zip", board.archive, name="board_archive"),
    path("votes/<int:pk>/keys/file/", holding.trustee_upload, name="trustee_upload"),
    path("votes/<int:pk>/credentials/", holding.credentials, name="credentials"),
    path("votes/<int:pk>/log/", logs.log, name="log"),
    path("votes/<int:pk>/log/entries/", logs.log_entries, name="log_entries"),
    path("votes/<int:pk>/tally/", logs.tally, name="tally"),
    path("votes/<int:pk>/tally/lay-out/", logs.lay_out, name="lay_out"),
    path("votes/<int:pk>/paper-audit/", paper_audit.paper_audit, name="paper_audit"),
    path("votes/<int:pk>/certify/", logs.certify, name="certify"),
    path("votes/<int:pk>/ballots/", running.ballots, name="ballots"),
    path("votes/<int:pk>/count/", running.count, name="count"),
    path("votes/<int:pk>/priorities/answer/", running.answer, name="answer"),
    path("votes/options/<int:pk>/decide/", running.decide, name="decide"),
]

"""Review sessions: memo, questions, commitments, follow-up, verdicts, endorsements."""

from functools import partial
from typing import Any

from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import read
from reviews.models import Question, Verdict
from reviews.services import (
    Improvement,
    answer_question,
    ask_question,
    cancel_session,
    carry_commitments,
    endorse_improvement,
    give_verdict,
    hold_session,
    make_commitment,
    move_on,
    publish_follow_up,
    publish_memo,
    renegotiate_commitment,
    schedule_session,
    settle_commitment,
    support_question,
    take_chair,
    take_up_question,
    write_note,
)
from reviews.states import NoteKind, VerdictKind


def add_meetings(city: City) -> None:
    for row in read("sessions.json"):
        told = (city, row)
        city.story.add(row["announced"], Hour.WORK, partial(_schedule, *told))
        if cancelled := row.get("cancelled"):
            city.story.add(cancelled["day"], Hour.WORK, partial(_cancel, *told))
            continue
        for question in row["questions"]:
            city.story.add(question["day"], Hour.SAY, partial(_ask, *told, question))
        city.story.add(row["memo"]["day"], Hour.WORK, partial(_memo, *told))
        city.story.add(row["at"], Hour.MEET, partial(_hold, *told))
        city.story.add(row["at"], Hour.CONCLUDE, partial(_run, *told))
        for question in row["questions"]:
            city.story.add(
                question["answer"]["day"], Hour.CONCLUDE, partial(_reply, *told, question)
            )
        for commitment in row["commitments"]:
            _add_commitment(city, row, commitment)
        city.story.add(row["follow_up"]["day"], Hour.CONCLUDE, partial(_follow_up, *told))
        for verdict in row["verdicts"]:
            city.story.add(verdict["day"], Hour.CONCLUDE, partial(_conclude, *told, verdict))
            for key, day in verdict.get("endorsed", ()):
                city.story.add(day, Hour.SUPPORT, partial(_endorse, *told, verdict, key))


def _add_commitment(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    city.story.add(row["at"], Hour.CONCLUDE, partial(_commit, city, row, said))
    if settled := said.get("settled"):
        city.story.add(settled["day"], Hour.WORK, partial(_settle, city, said))
    if moved := said.get("renegotiated"):
        city.story.add(moved["day"], Hour.WORK, partial(_renegotiate, city, said))


def _schedule(city: City, row: dict[str, Any]) -> None:
    city.sessions[row["key"]] = schedule_session(
        actor=city.people[row["by"]],
        cycle=city.cycles[row["cycle"]],
        projects=[city.projects[key] for key in row["projects"]],
        title=row["title"],
        place=row["place"],
        scheduled_at=city.calendar.moment(row["at"], Hour.MEET.value),
    )


def _cancel(city: City, row: dict[str, Any]) -> None:
    cancel_session(
        actor=city.people[row["by"]],
        session=city.sessions[row["key"]],
        reason=row["cancelled"]["reason"],
    )


def _memo(city: City, row: dict[str, Any]) -> None:
    publish_memo(
        actor=city.people[row["by"]], session=city.sessions[row["key"]], memo=row["memo"]["text"]
    )


def _ask(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    ask_question(
        actor=city.people[said["by"]],
        session=city.sessions[row["key"]],
        project=city.projects[said["project"]],
        text=said["text"],
        language=said.get("language", "ja"),
    )


def _hold(city: City, row: dict[str, Any]) -> None:
    hold_session(actor=city.people[row["by"]], session=city.sessions[row["key"]])


def _run(city: City, row: dict[str, Any]) -> None:
    """Who chairs goes through the agenda; the panel and the officers write the minutes."""
    session = city.sessions[row["key"]]
    chair = city.people[row["chair"]]
    take_chair(actor=chair, session=session)
    for question in row["questions"]:
        asked = Question.objects.get(session=session, text=question["text"])
        for key in question.get("supported", ()):
            support_question(actor=city.people[key], question=asked)
        take_up_question(actor=chair, question=asked)
    for point in session.agenda.order_by("place"):
        move_on(actor=chair, session=session, point=point)
    for line in row["minutes"]:
        write_note(
            actor=city.people[line["by"]],
            session=session,
            kind=NoteKind(line["kind"]),
            project=city.projects[line["project"]],
            text=line["text"],
            language="ja",
        )


def _reply(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    answer = said["answer"]
    answer_question(
        actor=city.people[answer["by"]],
        question=Question.objects.get(session=city.sessions[row["key"]], text=said["text"]),
        answer=answer["text"],
        language=answer.get("language", "ja"),
    )


def _commit(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    city.commitments[said["key"]] = make_commitment(
        actor=city.people[row["by"]],
        session=city.sessions[row["key"]],
        project=city.projects[said["project"]],
        text=said["text"],
        owner=city.organisations[said["owner"]],
        due_on=city.calendar.date(said["due"]),
    )


def _settle(city: City, said: dict[str, Any]) -> None:
    settle_commitment(
        actor=city.people[said["settled"]["by"]],
        commitment=city.commitments[said["key"]],
        evidence=said["settled"]["evidence"],
    )


def _renegotiate(city: City, said: dict[str, Any]) -> None:
    moved = said["renegotiated"]
    city.commitments[moved["key"]] = renegotiate_commitment(
        actor=city.people[moved["by"]],
        commitment=city.commitments[said["key"]],
        due_on=city.calendar.date(moved["due"]),
        reason=moved["reason"],
    )


def _follow_up(city: City, row: dict[str, Any]) -> None:
    carry_commitments(actor=city.people[row["by"]], session=city.sessions[row["key"]])
    publish_follow_up(
        actor=city.people[row["by"]],
        session=city.sessions[row["key"]],
        follow_up=row["follow_up"]["text"],
    )


def _conclude(city: City, row: dict[str, Any], said: dict[str, Any]) -> None:
    wanted = said.get("improvement")
    improvement = (
        Improvement(
            text=wanted["text"],
            measured_by=city.indicators[wanted["indicator"]],
            measured_on=city.calendar.date(wanted["on"]),
        )
        if wanted
        else Improvement()
    )
    give_verdict(
        actor=city.people[said["by"]],
        session=city.sessions[row["key"]],
        project=city.projects[said["project"]],
        kind=VerdictKind(said["kind"]),
        reason=said["reason"],
        evidence=said["evidence"],
        improvement=improvement,
    )


def _endorse(city: City, row: dict[str, Any], said: dict[str, Any], person: str) -> None:
    verdict = Verdict.objects.select_related("project__item__cycle__area").get(
        session=city.sessions[row["key"]], project=city.projects[said["project"]]
    )
    endorse_improvement(actor=city.people[person], verdict=verdict)

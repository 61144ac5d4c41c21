from django.urls import path

from reviews.views import indicators, outcomes, papers, projects, reviewing, running, sessions

app_name = "reviews"
urlpatterns = [
    path("projects/", projects.project_list, name="projects"),
    path("projects/<int:pk>/", projects.project_page, name="project"),
    path("projects/<int:pk>/money.svg", projects.money_picture, name="money_chart"),
    path("projects/<int:pk>/take-on/", running.take_on, name="take_on"),
    path("projects/<int:pk>/plan/", running.plan, name="plan"),
    path("projects/<int:pk>/start/", running.start, name="start"),
    path("projects/<int:pk>/finish/", running.finish, name="finish"),
    path("projects/<int:pk>/stop/", running.stop, name="stop"),
    path("projects/<int:pk>/milestones/add/", running.milestone_add, name="milestone_add"),
    path("projects/<int:pk>/money/add/", running.money_add, name="money_add"),
    path("projects/<int:pk>/indicators/add/", running.indicator_add, name="indicator_add"),
    path("milestones/<int:pk>/reach/", running.milestone_reach, name="milestone_reach"),
    path("indicators/<int:pk>/", indicators.indicator_page, name="indicator"),
    path("indicators/<int:pk>/chart.svg", indicators.indicator_picture, name="indicator_chart"),
    path("indicators/<int:pk>/readings.csv", indicators.readings_csv, name="readings_csv"),
    path("indicators/<int:pk>/edit/", running.indicator_edit, name="indicator_edit"),
    path("indicators/<int:pk>/readings/add/", running.reading_add, name="reading_add"),
    path("reviews/", sessions.session_list, name="sessions"),
    path("reviews/improvements/", outcomes.improvements, name="improvements"),
    path("reviews/<int:pk>/", sessions.session_page, name="session"),
    path("reviews/<int:pk>/memo/", reviewing.memo, name="memo"),
    path("reviews/<int:pk>/data/", papers.snapshot_page, name="snapshot"),
    path("reviews/<int:pk>/data.json", papers.snapshot_json, name="snapshot_json"),
    path("reviews/<int:pk>/memo.pdf", papers.memo, name="memo_pdf"),
    path("reviews/<int:pk>/follow-up.pdf", papers.follow_up, name="follow_up_pdf"),
    path(
        "reviews/<int:pk>/charts/<int:project>/<int:place>.svg", papers.chart, name="frozen_chart"
    ),
    path("reviews/<int:pk>/hold/", reviewing.hold, name="hold"),
    path("reviews/<int:pk>/follow-up/", reviewing.follow_up, name="follow_up"),
    path("reviews/<int:pk>/cancel/", reviewing.cancel, name="cancel"),
    path("reviews/<int:pk>/ask/", reviewing.ask, name="ask"),
    path("reviews/<int:pk>/commitments/add/", reviewing.commit, name="commit"),
    path("reviews/<int:pk>/verdict/", reviewing.verdict, name="verdict"),
    path("questions/<int:pk>/answer/", reviewing.answer, name="answer"),
    path("commitments/<int:pk>/", sessions.commitment_page, name="commitment"),
    path("commitments/<int:pk>/assign/", outcomes.assign, name="assign"),
    path("commitments/<int:pk>/settle/", outcomes.settle, name="settle"),
    path("commitments/<int:pk>/renegotiate/", outcomes.renegotiate, name="renegotiate"),
    path("verdicts/<int:pk>/endorse/", outcomes.endorse, name="endorse"),
    path("cycles/<slug:slug>/reviews/schedule/", reviewing.schedule, name="schedule"),
    path("cycles/<slug:slug>/carry-over/", outcomes.carry, name="carry_over"),
]

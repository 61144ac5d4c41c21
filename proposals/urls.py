from django.urls import path

from proposals.views import (
    co_authors,
    co_drafting,
    consulting,
    drafting,
    exports,
    proposals,
    report_deeds,
    reports,
    screening,
)

app_name = "proposals"
urlpatterns = [
    path("reports/", reports.report_list, name="reports"),
    path("reports/reports.csv", exports.report_csv, name="reports_csv"),
    path("reports/statistics/", reports.statistics, name="report_statistics"),
    path("reports/new/", reports.report_new, name="report_new"),
    path("reports/<int:report_id>/", reports.report_page, name="report"),
    path(
        "reports/<int:report_id>/photos/<int:position>.jpg",
        reports.report_photo,
        name="report_photo",
    ),
    path(
        "reports/<int:report_id>/photos/<int:position>/small.jpg",
        reports.report_photo,
        {"small": True},
        name="report_photo_small",
    ),
    path("reports/<int:report_id>/support/", report_deeds.report_support, name="report_support"),
    path("reports/<int:report_id>/answer/", report_deeds.report_answer, name="report_answer"),
    path("proposals/", proposals.proposal_list, name="proposals"),
    path("proposals/proposals.csv", exports.proposal_csv, name="proposals_csv"),
    path("proposals/drafts/", proposals.drafts, name="drafts"),
    path("proposals/new/", drafting.proposal_new, name="proposal_new"),
    path("proposals/<int:proposal_id>/", proposals.proposal_page, name="proposal"),
    path("proposals/<int:proposal_id>/edit/", drafting.proposal_edit, name="proposal_edit"),
    path("proposals/<int:proposal_id>/write/", co_drafting.proposal_write, name="proposal_write"),
    path(
        "proposals/<int:proposal_id>/history/",
        proposals.proposal_history,
        name="proposal_history",
    ),
    path(
        "proposals/<int:proposal_id>/support/",
        proposals.proposal_support,
        name="proposal_support",
    ),
    path("proposals/<int:proposal_id>/submit/", drafting.proposal_submit, name="proposal_submit"),
    path("proposals/<int:proposal_id>/screen/", screening.proposal_screen, name="proposal_screen"),
    path("proposals/screenings/", consulting.screenings, name="screenings"),
    path("proposals/<int:proposal_id>/screening/", consulting.record, name="screening"),
    path(
        "proposals/<int:proposal_id>/screening/departments/",
        consulting.department_ask,
        name="department_ask",
    ),
    path(
        "proposals/<int:proposal_id>/screening/opinions/<int:opinion_id>/",
        consulting.opinion,
        name="opinion",
    ),
    path("proposals/<int:proposal_id>/screening/ask/", consulting.authors_ask, name="authors_ask"),
    path(
        "proposals/<int:proposal_id>/screening/questions/<int:question_id>/",
        consulting.question,
        name="screening_question",
    ),
    path("proposals/<int:proposal_id>/screening/score/", consulting.score, name="score"),
    path("proposals/<int:proposal_id>/appeal/", consulting.appeal, name="appeal"),
    path(
        "proposals/<int:proposal_id>/appeal/decide/",
        consulting.appeal_decide,
        name="appeal_decide",
    ),
    path("proposals/<int:proposal_id>/invite/", co_authors.invite, name="invite"),
    path(
        "proposals/<int:proposal_id>/authors/<int:co_author_id>/accept/",
        co_authors.accept,
        name="accept",
    ),
    path(
        "proposals/<int:proposal_id>/authors/<int:co_author_id>/consent/",
        co_authors.consent,
        name="consent",
    ),
    path(
        "proposals/<int:proposal_id>/authors/<int:co_author_id>/unlist/",
        co_authors.unlist,
        name="unlist",
    ),
]

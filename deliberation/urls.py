from django.urls import path

from deliberation.views import (
    contributions,
    judging,
    moderation,
    opinions,
    running_maps,
    threads,
)

app_name = "deliberation"
urlpatterns = [
    path("discussions/", threads.thread_list, name="threads"),
    path("discussions/<int:item_id>/", threads.thread_page, name="thread"),
    path("discussions/<int:item_id>/post/", threads.post, name="post"),
    path("discussions/<int:item_id>/react/", threads.reaction, name="react"),
    path("discussions/<int:item_id>/contributions/", threads.changes, name="changes"),
    path(
        "discussions/<int:item_id>/<int:sequence>/",
        contributions.contribution_page,
        name="contribution",
    ),
    path("discussions/<int:item_id>/<int:sequence>/edit/", contributions.edit, name="edit"),
    path("discussions/<int:item_id>/<int:sequence>/reply/", contributions.reply, name="reply"),
    path("discussions/<int:item_id>/<int:sequence>/mind/", contributions.mind, name="mind"),
    path("moderation/", moderation.overview, name="moderation"),
    path("moderation/log/", moderation.log, name="moderation_log"),
    path("moderation/queue/", moderation.queue, name="moderation_queue"),
    path("moderation/rules/", moderation.rules, name="rules"),
    path("moderation/rules/change/", moderation.rules_change, name="rules_change"),
    path("moderation/<slug:kind>/<int:number>/", moderation.case_page, name="case"),
    path("moderation/<slug:kind>/<int:number>/report/", judging.report, name="report"),
    path("moderation/<slug:kind>/<int:number>/appeal/", judging.appeal_page, name="appeal"),
    path("moderation/<slug:kind>/<int:number>/<slug:deed>/", judging.decision, name="case_decide"),
    path("opinions/", opinions.map_list, name="opinion_maps"),
    path("opinions/new/<slug:slug>/", running_maps.new_map, name="map_new"),
    path("opinions/<int:item_id>/", opinions.map_page, name="opinion_map"),
    path("opinions/<int:item_id>/answer/", opinions.answer, name="map_answer"),
    path("opinions/<int:item_id>/forget/", running_maps.forget, name="map_forget"),
    path("opinions/<int:item_id>/close/", running_maps.close, name="map_close"),
    path("opinions/<int:item_id>/groups/", opinions.groups_since, name="map_groups"),
    path("opinions/<int:item_id>/map.svg", opinions.map_picture, name="map_picture"),
    path("opinions/<int:item_id>/matrix.csv", opinions.matrix_csv, name="map_matrix"),
    path("opinions/<int:item_id>/statements.csv", opinions.statements_csv, name="map_statements"),
    path("opinions/<int:item_id>/statements/add/", running_maps.add, name="statement_add"),
    path("opinions/<int:item_id>/statements/", running_maps.queue, name="map_queue"),
    path(
        "opinions/<int:item_id>/statements/<int:sequence>/show/",
        running_maps.show,
        name="statement_show",
    ),
    path(
        "opinions/<int:item_id>/statements/<int:sequence>/refuse/",
        running_maps.refuse,
        name="statement_refuse",
    ),
]

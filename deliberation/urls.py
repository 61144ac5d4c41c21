from django.urls import path

from deliberation.views import contributions, threads

app_name = "deliberation"
urlpatterns = [
    path("discussions/", threads.thread_list, name="threads"),
    path("discussions/<int:item_id>/", threads.thread_page, name="thread"),
    path("discussions/<int:item_id>/post/", threads.post, name="post"),
    path("discussions/<int:item_id>/contributions/", threads.changes, name="changes"),
    path(
        "discussions/<int:item_id>/<int:sequence>/",
        contributions.contribution_page,
        name="contribution",
    ),
    path("discussions/<int:item_id>/<int:sequence>/edit/", contributions.edit, name="edit"),
    path(
        "discussions/<int:item_id>/<int:sequence>/moderate/",
        contributions.moderate,
        name="moderate",
    ),
]

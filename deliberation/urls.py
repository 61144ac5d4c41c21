from django.urls import path

from deliberation import views

app_name = "deliberation"
urlpatterns = [
    path("discussions/", views.thread_list, name="threads"),
    path("discussions/<int:item_id>/", views.thread_page, name="thread"),
    path("discussions/<int:item_id>/post/", views.post, name="post"),
    path("discussions/<int:item_id>/contributions/", views.changes, name="changes"),
    path("discussions/<int:item_id>/<int:sequence>/", views.contribution_page, name="contribution"),
    path("discussions/<int:item_id>/<int:sequence>/edit/", views.edit, name="edit"),
    path("discussions/<int:item_id>/<int:sequence>/moderate/", views.moderate, name="moderate"),
]

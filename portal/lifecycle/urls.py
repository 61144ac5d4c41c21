from django.urls import path

from portal.lifecycle.views import pages, phases

app_name = "lifecycle"
urlpatterns = [
    path("cycles/", pages.cycle_list, name="cycles"),
    path("cycles/<slug:slug>/", pages.cycle_page, name="cycle"),
    path("cycles/<slug:slug>/phases/", phases.phases_page, name="phases"),
    path(
        "cycles/<slug:slug>/phases/<int:phase>/<slug:change>/",
        phases.change_phase,
        name="change_phase",
    ),
    path("path/<int:item_id>/", pages.path_page, name="path"),
]

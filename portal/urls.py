"""The map of the portal. Japanese pages without a prefix, English ones under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from portal.opendata.api.building import build_api
from portal.opendata.urls import file_patterns
from voting.urls import quick_patterns

# What has no language: switches, feeds, files.
urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include((quick_patterns, "casting"))),
    path("", include((file_patterns, "open_files"))),
]
urlpatterns += [path("api/v1/", build_api().urls)]
urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("", include("portal.home.urls")),
    path("", include("portal.demo.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("portal.lifecycle.urls")),
    path("", include("portal.opendata.urls")),
    path("", include("portal.evidence.urls")),
    path("", include("portal.budget.urls")),
    path("", include("proposals.urls")),
    path("", include("voting.urls")),
    path("", include("portal.notices.urls")),
    path("", include("deliberation.urls")),
    path("", include("reviews.urls")),
    prefix_default_language=False,
)

handler400 = "portal.common.errors_views.bad_request"
handler403 = "portal.common.errors_views.permission_denied"
handler404 = "portal.common.errors_views.not_found"
# Not Django's: allauth asks for it.
handler429 = "portal.common.errors_views.too_many_requests"
handler500 = "portal.common.errors_views.server_error"

from django.conf import settings
from django.urls import path

from portal.home.views import front, gallery, preferences, static

urlpatterns = [
    path("", front.front, name="home"),
    path("about/", static.about, name="about"),
    path("about/how-it-works/", static.how_it_works, name="how_it_works"),
    path("accessibility/", static.accessibility, name="accessibility"),
    path("privacy/", static.privacy, name="privacy"),
    path("terms/", static.terms, name="terms"),
    path("help/", static.help_page, name="help"),
    path("preferences/furigana/", preferences.furigana, name="furigana"),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("components/", gallery.gallery, name="components"))

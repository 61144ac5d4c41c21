from django.urls import path, register_converter

from portal.opendata.views import files, keys, pages


class FormConverter:
    """A form in which a table is told, as the ending of its file."""

    regex = r"csv|json|schema\.json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class DayConverter(FormConverter):
    regex = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"


register_converter(FormConverter, "form")
register_converter(DayConverter, "day")

app_name = "opendata"
urlpatterns = [
    path("open-data/", pages.catalogue, name="catalogue"),
    path("open-data/keys/", keys.keys, name="keys"),
    path("open-data/keys/<int:pk>/revoke/", keys.key_revoke, name="key_revoke"),
    path("open-data/reuses/", pages.reuses, name="reuses"),
    path("open-data/reuses/new/", pages.reuse_new, name="reuse_new"),
    path("open-data/reuses/<int:pk>/", pages.reuse_answer, name="reuse_answer"),
    path("open-data/tables/<slug:name>/", pages.table_page, name="table"),
]
# What has no language. Addresses of files stay for good.
file_patterns = [
    path("open-data/datapackage.json", files.catalogue_file, name="catalogue"),
    path("open-data/open-data-<day:day>.zip", files.dump_file, name="dump"),
    path("open-data/<slug:name>.<form:form>", files.table_file, name="file"),
]

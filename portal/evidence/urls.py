from django.urls import path

from portal.evidence.views import library, requests

app_name = "evidence"
urlpatterns = [
    path("evidence/", library.library, name="library"),
    path("evidence/add/", library.add, name="add"),
    path("evidence/<int:data_set_id>/", library.data_set_page, name="data_set"),
    path("evidence/<int:data_set_id>/data.csv", library.download, name="download"),
    path("evidence/request/", requests.request_new, name="request"),
    path("evidence/requests/", requests.request_list, name="requests"),
    path("evidence/requests/<int:request_id>/", requests.request_page, name="asked"),
    path("evidence/requests/<int:request_id>/answer/", requests.request_answer, name="answer"),
]

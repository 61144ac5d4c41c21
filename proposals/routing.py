from django.urls import re_path

from proposals.consumers import DraftConsumer

websocket_urlpatterns = [
    re_path(r"^ws/drafts/(?P<proposal_id>\d{1,18})/$", DraftConsumer.as_asgi()),
]

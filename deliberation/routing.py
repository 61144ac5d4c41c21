from django.urls import re_path

from deliberation.consumers import MapConsumer, ThreadConsumer

websocket_urlpatterns = [
    re_path(r"^ws/threads/(?P<item_id>\d{1,18})/$", ThreadConsumer.as_asgi()),
    re_path(r"^ws/opinions/(?P<item_id>\d{1,18})/$", MapConsumer.as_asgi()),
]

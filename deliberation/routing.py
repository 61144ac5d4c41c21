from django.urls import re_path

from deliberation.consumers import ThreadConsumer

websocket_urlpatterns = [
    re_path(r"^ws/threads/(?P<item_id>\d{1,18})/$", ThreadConsumer.as_asgi()),
]

from django.urls import re_path

from reviews.consumers import RoomConsumer

websocket_urlpatterns = [
    re_path(r"^ws/reviews/(?P<session_id>\d{1,18})/$", RoomConsumer.as_asgi()),
]

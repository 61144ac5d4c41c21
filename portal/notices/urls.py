from django.urls import path

from portal.notices import views

app_name = "notices"
urlpatterns = [
    path("my/", views.my_page, name="my_page"),
    path("my/notices/", views.inbox, name="inbox"),
    path("my/notices/read/", views.read_all, name="read_all"),
    path("my/notices/<int:pk>/", views.open_notice, name="open"),
    path("my/following/", views.following, name="following"),
    path("my/record/", views.record, name="record"),
    path("items/<int:item_id>/follow/", views.follow, name="follow"),
    path("items/<int:item_id>/unfollow/", views.unfollow, name="unfollow"),
]

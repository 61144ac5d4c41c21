from django.urls import path

from portal.notices.views import feeds, inbox, mail

app_name = "notices"
urlpatterns = [
    path("my/", inbox.my_page, name="my_page"),
    path("my/notices/", inbox.inbox, name="inbox"),
    path("my/notices/read/", inbox.read_all, name="read_all"),
    path("my/notices/<int:pk>/", inbox.open_notice, name="open"),
    path("my/following/", inbox.following, name="following"),
    path("my/record/", inbox.record, name="record"),
    path("items/<int:item_id>/follow/", inbox.follow, name="follow"),
    path("items/<int:item_id>/unfollow/", inbox.unfollow, name="unfollow"),
    path("my/notices/settings/", mail.settings_page, name="settings"),
    path("notices/unsubscribe/<str:token>/", mail.unsubscribe_page, name="unsubscribe"),
    path(
        "organisations/<int:pk>/follow/",
        mail.follow_organisation_page,
        name="follow_organisation",
    ),
    path("feeds/", feeds.feed_list, name="feeds"),
    path("feeds/calendar.ics", feeds.calendar_file, name="calendar"),
    path("feeds/areas/<slug:code>.atom", feeds.AreaFeed(), name="area_feed"),
    path("feeds/themes/<slug:slug>.atom", feeds.ThemeFeed(), name="theme_feed"),
    path("feeds/items/<int:item_id>.atom", feeds.ItemFeed(), name="item_feed"),
]

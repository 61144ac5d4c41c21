from django.urls import path

from portal.demo import identity_views, views

app_name = "demo"
urlpatterns = [
    path("demo/sign-in/", views.sign_in, name="sign_in"),
    path("demo/codes/", views.codes, name="codes"),
    path(
        "demo/identity/.well-known/openid-configuration",
        identity_views.configuration,
        name="identity_configuration",
    ),
    path("demo/identity/keys", identity_views.keys, name="identity_keys"),
    path("demo/identity/authorize", identity_views.authorize, name="identity_authorize"),
    path("demo/identity/token", identity_views.token, name="identity_token"),
    path("demo/identity/userinfo", identity_views.userinfo, name="identity_userinfo"),
]

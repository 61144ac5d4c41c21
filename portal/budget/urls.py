from django.urls import path

from portal.budget import views

app_name = "budget"
urlpatterns = [
    path("budget/", views.spending, name="spending"),
    path("budget/import/", views.import_page, name="import"),
    path("budget/<int:budget_id>/", views.spending, name="year"),
    path("budget/<int:budget_id>/chart.svg", views.spending_picture, name="picture"),
    path("budget/<int:budget_id>/budget.csv", views.spending_csv, name="csv"),
    path("budget/<int:budget_id>/<slug:code>/", views.category, name="category"),
]

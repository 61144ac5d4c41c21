from django.urls import path, re_path

from portal.budget.views import simulator, spending

app_name = "budget"
urlpatterns = [
    path("budget/", spending.spending, name="spending"),
    path("budget/import/", spending.import_page, name="import"),
    path("budget/simulators/", simulator.simulators, name="simulators"),
    path("budget/simulators/new/", simulator.set_up, name="simulator_set_up"),
    path("budget/simulators/<int:pk>/", simulator.simulator, name="simulator"),
    re_path(
        r"^budget/simulators/(?P<pk>\d{1,18})/(?P<deed>open|close)/$",
        simulator.move,
        name="simulator_move",
    ),
    path("budget/<int:budget_id>/", spending.spending, name="year"),
    path("budget/<int:budget_id>/chart.svg", spending.spending_picture, name="picture"),
    path("budget/<int:budget_id>/budget.csv", spending.spending_csv, name="csv"),
    path("budget/<int:budget_id>/<slug:code>/", spending.category, name="category"),
]

"""The address for reports of a mail service. It holds no personal data."""

from django.urls import path

from . import views

urlpatterns = [path("thu-bi-tra-lai/", views.report_bounce, name="contest_report_bounce")]
